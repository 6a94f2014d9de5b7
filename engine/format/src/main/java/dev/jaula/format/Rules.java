package dev.jaula.format;

import org.jspecify.annotations.Nullable;

/**
 * What a member is that is not there. Docker fills templates from records of Go, whose fields are
 * known, and from JSON, whose are not.
 *
 * @param struct Go's name for the type of the data when its members are all that there can be, as
 *     {@code *formatter.imageContext}: any other is an error
 * @param strict a missing member anywhere is an error, as in {@code docker inspect}
 * @param header Docker's functions give their argument back, as when the line over a table is made
 */
public record Rules(@Nullable String struct, boolean strict, boolean header) {
  /** A missing member prints {@code <no value>}. */
  public static final Rules LENIENT = new Rules(null, false, false);

  /** A missing member is an error: {@code map has no entry for key "X"}. */
  public static final Rules STRICT = new Rules(null, true, false);

  /** For the line over a table. */
  static final Rules HEADER = new Rules(null, false, true);

  /** A missing member of the data itself is an error: {@code can't evaluate field X in type T}. */
  public static Rules struct(String type) {
    return new Rules(type, false, false);
  }
}
