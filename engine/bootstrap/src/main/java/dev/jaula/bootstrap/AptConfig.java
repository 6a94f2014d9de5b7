package dev.jaula.bootstrap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The single values of a machine's apt.conf (man 5 apt.conf); lists are not kept. */
final class AptConfig {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Of {@code etc/apt/apt.conf.d} and {@code etc/apt/apt.conf}, the last one winning. */
  static AptConfig read(Path root) {
    AptConfig config = new AptConfig();
    Path apt = root.resolve("etc/apt");
    for (Path file : AptSources.files(apt.resolve("apt.conf.d"), "")) {
      String name = file.getFileName().toString();
      if (Files.isRegularFile(file) && (name.indexOf('.') < 0 || name.endsWith(".conf"))) {
        config.add(AptSources.text(file));
      }
    }
    if (Files.isRegularFile(apt.resolve("apt.conf"))) {
      config.add(AptSources.text(apt.resolve("apt.conf")));
    }
    return config;
  }

  /** A value by its whole name, such as {@code Acquire::http::Proxy}; null when it is not set. */
  @Nullable String get(String name) {
    return values.get(name.toLowerCase(Locale.ROOT));
  }

  /** Reads {@code A::B "value";} and {@code A { B "value"; };}. */
  void add(String text) {
    List<String> scopes = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    List<String> statement = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean comment = c == '#' || text.startsWith("//", i) || text.startsWith("/*", i);
      if (c == '"') {
        int close = text.indexOf('"', i + 1);
        close = close < 0 ? text.length() : close;
        word.append(text, i + 1, close);
        i = close;
      } else if (comment && word.isEmpty()) {
        i = text.startsWith("/*", i) ? end(text, "*/", i) + 1 : end(text, "\n", i);
      } else if (c > ' ' && c != ';' && c != '{' && c != '}') {
        word.append(c);
      } else {
        if (!word.isEmpty()) {
          statement.add(word.toString());
          word.setLength(0);
        }
        delimiter(c, statement, scopes);
      }
    }
  }

  private static int end(String text, String mark, int from) {
    int at = text.indexOf(mark, from);
    return at < 0 ? text.length() : at;
  }

  private void delimiter(char c, List<String> statement, List<String> scopes) {
    if (c == '{') {
      scopes.add(statement.isEmpty() ? "" : statement.getFirst());
      statement.clear();
    } else if (c == ';') {
      if (statement.size() == 2) {
        String prefix = scopes.isEmpty() ? "" : String.join("::", scopes) + "::";
        values.put((prefix + statement.get(0)).toLowerCase(Locale.ROOT), statement.get(1));
      }
      statement.clear();
    } else if (c == '}') {
      if (!scopes.isEmpty()) {
        scopes.removeLast();
      }
      statement.clear();
    }
  }
}
