package dev.jaula.cli;

import java.util.List;

/** The value of {@code --detach-keys}. */
final class DetachKeys {
  private DetachKeys() {}

  /** {@code ctrl-p,ctrl-q} or plain letters, as in Docker; empty for none. */
  static byte[] parse(String text) {
    List<String> words = text.isEmpty() ? List.of() : Values.split(text, ',');
    byte[] keys = new byte[words.size()];
    for (int i = 0; i < keys.length; i++) {
      String word = words.get(i);
      if (word.length() == 1) {
        keys[i] = (byte) word.charAt(0);
      } else if (word.length() == 6 && word.startsWith("ctrl-")) {
        keys[i] = (byte) (word.charAt(5) & 0x1f);
      } else {
        throw Values.bad(
            "detach-keys", text, "letters or ctrl- with a letter, separated by commas");
      }
    }
    return keys;
  }
}
