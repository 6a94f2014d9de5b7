package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes profiles of few calls with many rules, so that rules meet. */
final class RandomProfile {
  private static final List<Architecture> MODES =
      List.of(
          Architecture.X86_64,
          Architecture.X86,
          Architecture.X32,
          Architecture.AARCH64,
          Architecture.ARM);
  private static final List<String> GATES =
      List.of(
          "socket",
          "bind",
          "accept",
          "send",
          "recvmmsg",
          "semop",
          "shmat",
          "shmctl",
          "ipc",
          "socketcall",
          "cacheflush",
          "no_such_call");
  private static final long[] VALUES = {
    0, 1, 5, 8, 38, 0x1234, 0x20000, 0x7e020000L, 0xffffffffL, 0x100000005L, Long.MIN_VALUE, -1
  };

  private final Random random;
  private final List<String> names;

  RandomProfile(Random random, SyscallTable table) {
    this.random = random;
    List<String> all = table.names();
    all.sort(null);
    this.names = new ArrayList<>(GATES);
    int count = random.nextInt(300);
    for (int i = 0; i < count; i++) {
      String name = all.get(random.nextInt(all.size()));
      // The oracle restates only some of the calls behind gates: keep to those.
      if (GATES.contains(name) || Multiplexer.of(name) == null) {
        names.add(name);
      }
    }
  }

  Profile make() {
    Action action = pick(Action.values());
    List<Architecture> modes = new ArrayList<>();
    for (Architecture mode : MODES) {
      if (random.nextBoolean()) {
        modes.add(mode);
      }
    }
    List<Rule> rules = new ArrayList<>();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      rules.add(rule());
    }
    return new Profile(action, errno(action), modes, List.of(), rules);
  }

  private Rule rule() {
    Action action = pick(Action.values());
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      some.add(names.get(random.nextInt(names.size())));
    }
    List<Condition> args = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Operator operator = pick(Operator.values());
      long masked = value();
      masked &= value();
      args.add(new Condition(random.nextInt(6), operator, value(), masked));
    }
    return new Rule(some, action, errno(action), args);
  }

  private @Nullable Integer errno(Action action) {
    boolean given = (action == Action.ERRNO || action == Action.TRACE) && random.nextBoolean();
    return given ? Integer.valueOf(random.nextInt(3)) : null;
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  private long value() {
    return VALUES[random.nextInt(VALUES.length)];
  }
}
