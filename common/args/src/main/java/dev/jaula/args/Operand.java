package dev.jaula.args;

import java.util.List;

/**
 * One operand: a word that is not an option.
 *
 * @param name what it is called in help texts, such as CONTAINER
 * @param required whether it must be there
 * @param repeated whether any number of them may follow
 * @param values which values it may have
 */
public record Operand(String name, boolean required, boolean repeated, Values values) {

  /** An operand that must be there. */
  public static Operand required(String name, ValueKind kind) {
    return new Operand(name, true, false, Values.of(kind));
  }

  /** An operand that may be missing. */
  public static Operand optional(String name, ValueKind kind) {
    return new Operand(name, false, false, Values.of(kind));
  }

  /** One or more operands. */
  public static Operand some(String name, ValueKind kind) {
    return new Operand(name, true, true, Values.of(kind));
  }

  /** Any number of operands, also none. */
  public static Operand any(String name, ValueKind kind) {
    return new Operand(name, false, true, Values.of(kind));
  }

  /** This operand, possibly one of these words. */
  public Operand suggests(String... words) {
    return new Operand(name, required, repeated, new Values(values.kind(), List.of(words), false));
  }

  /** This operand, one of these words and no other. */
  public Operand choices(String... words) {
    return new Operand(name, required, repeated, new Values(values.kind(), List.of(words), true));
  }

  /**
   * How a usage line shows it: {@code NAME}, {@code [NAME]}, {@code NAME...} or {@code [NAME...]}.
   */
  String usage() {
    String shown = repeated ? name + "..." : name;
    return required ? shown : "[" + shown + "]";
  }
}
