package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a number line as a search tree, balanced by how many calls lie on each side: the kernel
 * runs a filter once for every call number when it is attached, and later for every call whose
 * answer is not a plain "allow".
 */
final class SearchTree {
  /** The calls of x86-64 end long before; x32 begins at 2^30 and is nearly never used. */
  private static final long USUAL = 1024;

  private final Assembler out;
  private final Conditions conditions;
  private final List<Leaf> leaves = new ArrayList<>();

  /**
   * A range, perhaps with one number in it that is decided otherwise: one test then does for two.
   */
  private record Leaf(long first, Decision decision, long exception, Decision other, long weight) {
    boolean plain() {
      return exception < 0 && decision.constant();
    }
  }

  SearchTree(NumberLine line, Assembler out) {
    this.out = out;
    this.conditions = new Conditions(out);
    List<NumberLine.Range> ranges = line.ranges();
    int i = 0;
    while (i < ranges.size()) {
      boolean hole = hole(ranges, i);
      leaves.add(leaf(ranges, i, hole));
      i += hole ? 3 : 1;
    }
  }

  /** Writes the tree; returns the label of its start, where A holds the call's number. */
  int write() {
    return subtree(0, leaves.size());
  }

  private static boolean hole(List<NumberLine.Range> ranges, int i) {
    return i + 2 < ranges.size()
        && ranges.get(i + 2).first() - ranges.get(i + 1).first() == 1
        && ranges.get(i).decision().equals(ranges.get(i + 2).decision());
  }

  private static Leaf leaf(List<NumberLine.Range> ranges, int i, boolean hole) {
    int next = i + (hole ? 3 : 1);
    long first = ranges.get(i).first();
    long end = next < ranges.size() ? ranges.get(next).first() : first + 1;
    long weight = end <= USUAL ? (end - first) * 16 : Math.min(end - first, 16);
    NumberLine.Range inner = ranges.get(hole ? i + 1 : i);
    return new Leaf(
        first, ranges.get(i).decision(), hole ? inner.first() : -1, inner.decision(), weight);
  }

  private int subtree(int from, int to) {
    if (to - from == 1) {
      return answer(leaves.get(from));
    }
    int middle = split(from, to);
    int left;
    int right;
    // A shared return is looked up last, when the other side's code no longer comes between.
    if (to - middle == 1 && leaves.get(middle).plain()) {
      left = subtree(from, middle);
      right = subtree(middle, to);
    } else {
      right = subtree(middle, to);
      left = subtree(from, middle);
    }
    return out.jump(Assembler.JGE_K, (int) leaves.get(middle).first(), right, left);
  }

  private int answer(Leaf leaf) {
    if (leaf.exception() < 0) {
      return conditions.decide(leaf.decision());
    }
    int main = conditions.decide(leaf.decision());
    int other = conditions.decide(leaf.other());
    return out.jump(Assembler.JEQ_K, (int) leaf.exception(), other, main);
  }

  /** Where the two sides weigh most nearly the same. */
  private int split(int from, int to) {
    long total = 0;
    for (int i = from; i < to; i++) {
      total += leaves.get(i).weight();
    }
    long left = 0;
    int middle = from + 1;
    long best = Long.MAX_VALUE;
    for (int i = from + 1; i < to; i++) {
      left += leaves.get(i - 1).weight();
      long difference = Math.abs(total - 2 * left);
      if (difference < best) {
        best = difference;
        middle = i;
      }
    }
    return middle;
  }
}
