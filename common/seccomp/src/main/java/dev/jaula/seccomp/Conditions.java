package dev.jaula.seccomp;

import java.util.List;

/** Assembles decisions that look at arguments, two words of struct seccomp_data each. */
final class Conditions {
  /** offsetof(struct seccomp_data, args), linux/seccomp.h. */
  private static final int ARGS = 16;

  private final Assembler out;

  Conditions(Assembler out) {
    this.out = out;
  }

  /** The label of code that gives the decision's answer. */
  int decide(Decision decision) {
    int next = out.ret(decision.otherwise());
    List<Decision.Branch> branches = decision.branches();
    for (int i = branches.size() - 1; i >= 0; i--) {
      Decision.Branch branch = branches.get(i);
      int yes = out.ret(branch.result());
      List<Comparison> all = branch.comparisons();
      for (int k = all.size() - 1; k >= 0; k--) {
        yes = compare(all.get(k), yes, next);
      }
      next = yes;
    }
    return next;
  }

  private int compare(Comparison c, int yes, int no) {
    return switch (c.operator()) {
      case EQ -> equal(c, -1L, c.value(), yes, no);
      case NE -> equal(c, -1L, c.value(), no, yes);
      case MASKED_EQ -> equal(c, c.value(), c.valueTwo(), yes, no);
      case GT -> greater(c, Assembler.JGT_K, yes, no);
      case LE -> greater(c, Assembler.JGT_K, no, yes);
      case GE -> greater(c, Assembler.JGE_K, yes, no);
      case LT -> greater(c, Assembler.JGE_K, no, yes);
    };
  }

  private int equal(Comparison c, long mask, long value, int yes, int no) {
    int low = word(c, 0, (int) mask, (int) value, yes, no);
    return c.wide() ? word(c, 4, (int) (mask >>> 32), (int) (value >>> 32), low, no) : low;
  }

  private int word(Comparison c, int half, int mask, int value, int yes, int no) {
    if (mask == 0) {
      return value == 0 ? yes : no;
    }
    int label = out.jump(Assembler.JEQ_K, value, yes, no);
    if (mask != -1) {
      label = out.then(Assembler.AND_K, mask, label);
    }
    return load(c, half, label);
  }

  /** The high words decide unless they are equal. */
  private int greater(Comparison c, int lowTest, int yes, int no) {
    int low = load(c, 0, out.jump(lowTest, (int) c.value(), yes, no));
    if (!c.wide()) {
      return low;
    }
    int high = (int) (c.value() >>> 32);
    int unequal = out.jump(Assembler.JEQ_K, high, low, no);
    return load(c, 4, out.jump(Assembler.JGT_K, high, yes, unequal));
  }

  private int load(Comparison c, int half, int next) {
    return out.then(Assembler.LD_W_ABS, ARGS + 8 * c.index() + half, next);
  }
}
