package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/** What a terminal sends when a key is pressed (xterm's ctlseqs, console_codes(4)). */
public final class Keys {
  public static final int UP = -1;
  public static final int DOWN = -2;
  public static final int PAGE_UP = -3;
  public static final int PAGE_DOWN = -4;
  public static final int HOME = -5;
  public static final int END = -6;
  public static final int ESCAPE = 27;
  public static final int ENTER = 13;
  public static final int BACKSPACE = 127;
  private static final int UNKNOWN = 0;

  private Keys() {}

  /** The keys in the first n bytes: the constants above, or an ASCII character. */
  public static List<Integer> decode(byte[] bytes, int n) {
    List<Integer> keys = new ArrayList<>();
    int at = 0;
    while (at < n) {
      int b = bytes[at] & 0xff;
      if (b == ESCAPE && at + 2 < n && (bytes[at + 1] == '[' || bytes[at + 1] == 'O')) {
        at = sequence(bytes, at + 2, n, keys);
        continue;
      }
      at++;
      if (b == '\n') {
        keys.add(ENTER);
      } else if (b == 8) {
        keys.add(BACKSPACE);
      } else if (b < 0x80) {
        keys.add(b);
      }
    }
    return keys;
  }

  /** Parameters up to a final byte; returns the place after it. */
  private static int sequence(byte[] bytes, int from, int n, List<Integer> keys) {
    int at = from;
    while (at < n - 1 && (bytes[at] < '@' || bytes[at] > '~')) {
      at++;
    }
    int key =
        switch (bytes[at]) {
          case 'A' -> UP;
          case 'B' -> DOWN;
          case 'H' -> HOME;
          case 'F' -> END;
          case '~' -> tilde(bytes[from]);
          default -> UNKNOWN;
        };
    if (key != UNKNOWN) {
      keys.add(key);
    }
    return at + 1;
  }

  private static int tilde(byte parameter) {
    return switch (parameter) {
      case '1', '7' -> HOME;
      case '4', '8' -> END;
      case '5' -> PAGE_UP;
      case '6' -> PAGE_DOWN;
      default -> UNKNOWN;
    };
  }
}
