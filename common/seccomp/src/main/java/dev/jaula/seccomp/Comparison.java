package dev.jaula.seccomp;

/**
 * A condition fitted to an architecture: on 32-bit ones only the low words of argument and operands
 * are compared, as libseccomp does, because the kernel leaves whatever the register held in the
 * upper ones.
 */
record Comparison(int index, Operator operator, long value, long valueTwo, boolean wide) {
  static Comparison of(Condition c, boolean wide) {
    long kept = wide ? -1L : 0xffffffffL;
    return new Comparison(c.index(), c.operator(), c.value() & kept, c.valueTwo() & kept, wide);
  }
}
