package dev.jaula.args;

import java.util.List;

/**
 * The values that an option or an operand may have.
 *
 * @param kind what the value names
 * @param words the words to offer; the only ones that may be, if closed
 * @param closed whether the parser refuses any other value
 */
public record Values(ValueKind kind, List<String> words, boolean closed) {
  /** Any value, none to offer. */
  public static final Values ANY = new Values(ValueKind.PLAIN, List.of(), false);

  /** Values of a kind. */
  public static Values of(ValueKind kind) {
    return kind == ValueKind.PLAIN ? ANY : new Values(kind, List.of(), false);
  }
}
