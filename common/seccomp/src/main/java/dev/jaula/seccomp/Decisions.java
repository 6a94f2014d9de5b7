package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile's decisions for one architecture, by call number.
 *
 * <p>Several rules for one call, as libseccomp and runc order them: a rule whose answer is the
 * default's is void; the first rule without conditions decides alone, wherever it stands; otherwise
 * rules are tried in the profile's order. The conditions of one rule must all hold, but when two of
 * them look at the same argument each counts as a rule of its own. Names without a number on the
 * architecture are passed over.
 */
final class Decisions {
  /**
   * arm's private calls start here (asm/unistd.h, __ARM_NR_BASE) and say nothing about a kernel's
   * age.
   */
  private static final int PRIVATE = 0xf0000;

  private final SyscallTable table;
  private final Architecture architecture;
  private final int byDefault;
  private final Map<Integer, Draft> drafts = new HashMap<>();
  private int newest = -1;

  /** The rules for one call while they are collected. */
  private static final class Draft {
    final List<Decision.Branch> branches = new ArrayList<>();
    boolean settled;
    int result;
  }

  Decisions(Profile profile, Architecture architecture, SyscallTable table) {
    this.table = table;
    this.architecture = architecture;
    this.byDefault = Returns.of(profile.defaultAction(), profile.defaultErrnoRet());
    for (Rule rule : profile.syscalls()) {
      for (String name : rule.names()) {
        add(rule, name);
      }
    }
  }

  /** The highest number that any rule names, -1 when none does. */
  int newest() {
    return newest;
  }

  /** The numbers that rules decide on, ascending. */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>(drafts.keySet());
    numbers.sort((a, b) -> Integer.compare(a, b));
    return numbers;
  }

  /** The decision on one of {@link #numbers}. */
  Decision of(int number) {
    Draft draft = drafts.get(number);
    if (draft == null) {
      return Decision.always(byDefault);
    }
    return draft.settled ? Decision.always(draft.result) : new Decision(draft.branches, byDefault);
  }

  private void add(Rule rule, String name) {
    int number = table.number(name, architecture);
    int result = Returns.of(rule.action(), rule.errnoRet());
    if (number >= 0) {
      if (number < PRIVATE || architecture == Architecture.X32) {
        newest = Math.max(newest, number);
      }
      if (result != byDefault) {
        add(number, rule.args(), result);
      }
    }
    Multiplexer other = architecture == Architecture.X86 ? Multiplexer.of(name) : null;
    if (other != null && result != byDefault) {
      addGate(rule, other, result);
    }
  }

  /**
   * The conditions lie behind a pointer, where no filter can look: a refusal then covers every such
   * call, as in libseccomp, and a permission none, which is stricter than libseccomp.
   */
  private void addGate(Rule rule, Multiplexer way, int result) {
    if (rule.args().isEmpty() || !rule.action().permits()) {
      add(table.number(way.gate(), architecture), List.of(way.selector()), result);
    }
  }

  private void add(int number, List<Condition> args, int result) {
    Draft draft = drafts.get(number);
    if (draft == null) {
      draft = new Draft();
      drafts.put(number, draft);
    }
    if (draft.settled) {
      return;
    }
    if (args.isEmpty()) {
      draft.settled = true;
      draft.result = result;
    } else if (repeats(args)) {
      for (Condition c : args) {
        draft.branches.add(branch(List.of(c), result));
      }
    } else {
      draft.branches.add(branch(args, result));
    }
  }

  private Decision.Branch branch(List<Condition> args, int result) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Condition c : args) {
      comparisons.add(Comparison.of(c, architecture.wide()));
    }
    return new Decision.Branch(comparisons, result);
  }

  private static boolean repeats(List<Condition> args) {
    int seen = 0;
    for (Condition c : args) {
      if ((seen >> c.index() & 1) != 0) {
        return true;
      }
      seen |= 1 << c.index();
    }
    return false;
  }
}
