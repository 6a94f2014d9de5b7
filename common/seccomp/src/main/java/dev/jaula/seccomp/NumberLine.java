package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.List;

/** All 2^32 call numbers of one AUDIT_ARCH value as ascending ranges of equal decision. */
final class NumberLine {
  /** A range reaches to the next one's first number, the last to 2^32 - 1. */
  record Range(long first, Decision decision) {}

  private final List<Range> ranges = new ArrayList<>();

  List<Range> ranges() {
    return ranges;
  }

  /** Appends a range; one that decides as its neighbour below is merged into it. */
  void add(long first, Decision decision) {
    if (ranges.isEmpty() || !ranges.get(ranges.size() - 1).decision().equals(decision)) {
      ranges.add(new Range(first, decision));
    }
  }

  /**
   * Appends an architecture's numbers from {@code first} on.
   *
   * @param between for numbers without a rule up to the newest that rules know
   * @param above for the numbers beyond that one
   */
  void add(long first, Decisions decisions, Decision between, Decision above) {
    long next = first;
    for (int number : decisions.numbers()) {
      gap(next, number, decisions.newest(), between, above);
      add(number, decisions.of(number));
      next = number + 1L;
    }
    // When only the newest call's rule was void, its own number still belongs to the known ones.
    gap(next, Long.MAX_VALUE, decisions.newest(), between, above);
  }

  private void gap(long from, long to, int newest, Decision between, Decision above) {
    if (from < to && from <= newest) {
      add(from, between);
    }
    if (to - 1 > newest) {
      long first = Math.max(from, newest + 1L);
      if (first < to) {
        add(first, above);
      }
    }
  }
}
