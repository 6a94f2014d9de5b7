package dev.jaula.devices;

import java.util.List;

/** Runs the instructions of {@link Assembler} as the kernel would. */
final class Interpreter {
  private Interpreter() {}

  /** The program's answer for type c or b, and access of r, w, m. */
  static boolean allows(List<Long> code, char type, int major, int minor, String access) {
    int bits = 0;
    for (int i = 0; i < access.length(); i++) {
      char c = access.charAt(i);
      bits |= c == 'm' ? 1 : c == 'r' ? 2 : 4;
    }
    int[] context = {bits << 16 | (type == 'b' ? 1 : 2), major, minor};
    return run(code, context) == 1;
  }

  private static long run(List<Long> code, int[] context) {
    long[] r = new long[11];
    int at = 0;
    while (true) {
      long word = code.get(at++);
      int target = (int) (word >> 8) & 15;
      int offset = (short) (word >> 16);
      long constant = (int) (word >> 32);
      switch ((int) word & 0xff) {
        case 0x61 -> r[target] = context[offset / 4] & 0xffffffffL;
        case 0xb7 -> r[target] = constant;
        case 0x57 -> r[target] &= constant;
        case 0x77 -> r[target] >>>= constant;
        case 0x55 -> at += r[target] != constant ? offset : 0;
        case 0x45 -> at += (r[target] & constant) != 0 ? offset : 0;
        case 0x05 -> at += offset;
        case 0x95 -> {
          return r[0];
        }
        default -> throw new AssertionError("operation " + (word & 0xff));
      }
    }
  }
}
