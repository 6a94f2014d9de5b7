package dev.jaula.seccomp;

/**
 * One comparison of a system call's argument.
 *
 * @param index which argument, 0 to 5
 * @param value what it is compared with, unsigned; the mask for MASKED_EQ
 * @param valueTwo what the masked argument must equal; unused by the other operators
 */
public record Condition(int index, Operator operator, long value, long valueTwo) {
  /** The kernel passes six arguments. */
  public Condition {
    if (index < 0 || index > 5) {
      throw new SeccompException(
          "seccomp argument index " + index + " is out of range; write 0 to 5");
    }
  }
}
