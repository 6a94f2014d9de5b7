package dev.jaula.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a registry wants to be told who we are (WWW-Authenticate: RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case: {@code bearer}, {@code basic}
 * @param parameters by name, in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /** All challenges of all such headers, in order. */
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> all = new ArrayList<>();
    for (String header : headers) {
      new Reader(header, all).read();
    }
    return all;
  }

  /** The first of a scheme, or null. */
  static @Nullable Challenge find(List<Challenge> all, String scheme) {
    for (Challenge challenge : all) {
      if (challenge.scheme().equals(scheme)) {
        return challenge;
      }
    }
    return null;
  }

  /** A name that = follows is a parameter of the scheme before, any other a scheme. */
  private static final class Reader {
    private final String text;
    private final List<Challenge> all;
    private int at;

    Reader(String text, List<Challenge> all) {
      this.text = text;
      this.all = all;
    }

    void read() {
      @Nullable Challenge current = null;
      while (true) {
        skip(" \t,");
        String name = until(" \t,=").toLowerCase(Locale.ROOT);
        skip(" \t");
        boolean parameter = at < text.length() && text.charAt(at) == '=';
        if (name.isEmpty() && !parameter) {
          return;
        }
        if (parameter) {
          at++;
          skip(" \t");
          String value = value();
          if (current != null) {
            current.parameters().putIfAbsent(name, value);
          }
        } else {
          current = new Challenge(name, new LinkedHashMap<>());
          all.add(current);
        }
      }
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return until(" \t,");
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
      }
      at = Math.min(at + 1, text.length());
      return value.toString();
    }

    private void skip(String characters) {
      while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private String until(String characters) {
      int start = at;
      while (at < text.length() && characters.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }
  }
}
