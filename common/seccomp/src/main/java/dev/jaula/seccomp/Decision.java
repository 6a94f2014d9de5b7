package dev.jaula.seccomp;

import java.util.List;

/**
 * What a filter answers to one call: the first branch whose comparisons all hold, else {@code
 * otherwise}.
 */
record Decision(List<Branch> branches, int otherwise) {
  /** A return value given when all comparisons hold. */
  record Branch(List<Comparison> comparisons, int result) {}

  static Decision always(int result) {
    return new Decision(List.of(), result);
  }

  /**
   * Whether no argument matters: the kernel then needs no filter run for an allowed call (its
   * action cache).
   */
  boolean constant() {
    return branches.isEmpty();
  }
}
