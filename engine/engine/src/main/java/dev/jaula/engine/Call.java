package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.args.Language;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the engine: where things are, who asked, and where to print.
 *
 * @param store what outlives a boot: images, layers
 * @param containers a directory for each container
 * @param binary the native program
 * @param environment the caller's
 * @param out standard output, buffered, UTF-8
 * @param error standard error
 */
record Call(
    Path store,
    Path containers,
    Path binary,
    Map<String, String> environment,
    PrintStream out,
    PrintStream error) {

  /** A line on standard error, marked as ours. */
  void note(String text) {
    out.flush();
    error.println("jaula: " + oneLine(text));
  }

  /** What comes from a registry or an image must not steer the terminal. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(c < ' ' || c == 0x7f ? ' ' : c);
    }
    return line.toString();
  }

  /** {@code --lang} beats the environment. */
  Language language(@Nullable Arguments arguments) {
    @Nullable String lang = arguments == null ? null : arguments.value("lang");
    return Language.of(lang != null ? lang : locale());
  }

  private String locale() {
    for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
