package dev.jaula.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A paragraph of fields (man 5 deb822). Names are compared without case; the lines that continue a
 * value follow its first after a newline, their one blank kept away.
 */
final class Stanza {
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** All paragraphs of a text; lines that begin with {@code #} are comments. */
  static List<Stanza> parse(String text) {
    List<Stanza> stanzas = new ArrayList<>();
    Stanza stanza = new Stanza();
    String name = "";
    for (String line : Words.lines(text)) {
      if (line.isBlank()) {
        if (!stanza.fields.isEmpty()) {
          stanzas.add(stanza);
          stanza = new Stanza();
        }
        name = "";
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (!name.isEmpty()) {
          stanza.fields.merge(name, "\n" + line.substring(1), String::concat);
        }
      } else if (line.charAt(0) != '#') {
        int colon = line.indexOf(':');
        name = colon < 0 ? "" : key(line.substring(0, colon));
        if (colon > 0) {
          stanza.fields.put(name, line.substring(colon + 1).trim());
        }
      }
    }
    if (!stanza.fields.isEmpty()) {
      stanzas.add(stanza);
    }
    return stanzas;
  }

  private static String key(String name) {
    return name.trim().toLowerCase(Locale.ROOT);
  }

  /** The value, or null. */
  @Nullable String get(String name) {
    return fields.get(key(name));
  }

  /** The value, or another when there is none. */
  String get(String name, String other) {
    return fields.getOrDefault(key(name), other);
  }

  /** True for {@code yes} and what apt takes for it. */
  static boolean isYes(String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "yes", "true", "with", "on", "enable", "1" -> true;
      default -> false;
    };
  }
}
