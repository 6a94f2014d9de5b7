package dev.jaula.spec;

import dev.jaula.json.JsonText;

/** Size of the terminal in characters, each 0 to 65535 as the kernel's (man 2 TIOCSWINSZ). */
public record ConsoleSize(int height, int width) implements Member {
  static final int MAX = 65535;

  @Override
  public void write(JsonText out) {
    out.object("consoleSize").member("height", height).member("width", width).endObject();
  }
}
