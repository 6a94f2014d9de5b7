package dev.jaula.json;

/**
 * Writes JSON piece by piece, without a tree of values in between: compact, or indented for people.
 * Commas, colons and line breaks are its own affair; that every {@code begin} has its {@code end}
 * and every member its name is the caller's.
 *
 * <p>A lone surrogate, which stands for a byte that is not UTF-8 (dev.jaula.linux.Bytes), is
 * written as an escape, so that the text stays valid UTF-8 and the byte is kept.
 */
public final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final TextBuffer out = new TextBuffer();
  private final int indent;
  private final char space;
  private int depth;
  private boolean first = true;
  private boolean named;

  private JsonText(int indent, char space) {
    this.indent = indent;
    this.space = space;
  }

  /** Everything on one line, without spaces. */
  public static JsonText compact() {
    return new JsonText(0, ' ');
  }

  /** One member or item a line, each depth further in by this many spaces. */
  public static JsonText indented(int spaces) {
    return new JsonText(spaces, ' ');
  }

  /** As {@link #indented}, with one tab for each depth. */
  public static JsonText tabbed() {
    return new JsonText(1, '\t');
  }

  /** Begins an object. */
  public JsonText object() {
    return open('{');
  }

  /** Begins an object that is a member. */
  public JsonText object(String name) {
    return name(name).open('{');
  }

  /** Ends an object. */
  public JsonText endObject() {
    return close('}');
  }

  /** Begins an array. */
  public JsonText array() {
    return open('[');
  }

  /** Begins an array that is a member. */
  public JsonText array(String name) {
    return name(name).open('[');
  }

  /** Ends an array. */
  public JsonText endArray() {
    return close(']');
  }

  /** The name of the member whose value comes next. */
  public JsonText name(String name) {
    separate();
    quote(name);
    out.append(indent > 0 ? ": " : ":");
    named = true;
    return this;
  }

  public JsonText value(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonText value(long value) {
    separate();
    out.append(Long.toString(value));
    return this;
  }

  public JsonText value(boolean value) {
    separate();
    out.append(value ? "true" : "false");
    return this;
  }

  /** All 64 bits as a number that is not negative. */
  public JsonText unsigned(long value) {
    separate();
    if (value < 0) {
      long tenth = (value >>> 1) / 5;
      out.append(Long.toString(tenth));
      out.append((char) ('0' + value - tenth * 10));
    } else {
      out.append(Long.toString(value));
    }
    return this;
  }

  /** A number by its text, by the grammar of RFC 8259, section 6. */
  public JsonText number(String literal) {
    separate();
    out.append(literal);
    return this;
  }

  public JsonText nothing() {
    separate();
    out.append("null");
    return this;
  }

  public JsonText member(String name, String value) {
    return name(name).value(value);
  }

  public JsonText member(String name, long value) {
    return name(name).value(value);
  }

  public JsonText member(String name, boolean value) {
    return name(name).value(value);
  }

  /** An array of strings that is a member. */
  public JsonText member(String name, Iterable<String> values) {
    array(name);
    for (String value : values) {
      value(value);
    }
    return endArray();
  }

  /** What was written so far. */
  @Override
  public String toString() {
    return out.toString();
  }

  private JsonText open(char bracket) {
    separate();
    out.append(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonText close(char bracket) {
    depth--;
    if (!first) {
      newline();
    }
    out.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (named) {
      named = false;
      return;
    }
    if (!first) {
      out.append(',');
    }
    if (depth > 0) {
      newline();
    }
    first = false;
  }

  private void newline() {
    if (indent > 0) {
      out.append('\n');
      for (int i = depth * indent; i > 0; i--) {
        out.append(space);
      }
    }
  }

  private void quote(String text) {
    out.append('"');
    if (!out.appendPlain(text)) {
      escaped(text);
    }
    out.append('"');
  }

  private void escaped(String text) {
    int plain = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c != '"' && c != '\\' && c < 0xD800) {
        continue;
      }
      if (c >= 0xD800 && pair(text, i)) {
        i++;
        continue;
      }
      if (c >= 0xE000) {
        continue;
      }
      out.append(text, plain, i);
      escape(c);
      plain = i + 1;
    }
    out.append(text, plain, length);
  }

  private static boolean pair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt(c >> shift & 15));
        }
      }
    }
  }
}
