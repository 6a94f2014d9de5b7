package dev.jaula.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompilerTest {
  private static final SyscallTable TABLE = new SyscallTable();
  private static final List<Architecture> SUPPORTED =
      List.of(
          Architecture.X86_64,
          Architecture.X86,
          Architecture.X32,
          Architecture.AARCH64,
          Architecture.ARM);
  private static final long[] VALUES = {
    0,
    1,
    5,
    8,
    37,
    38,
    39,
    40,
    41,
    0x1234,
    0x20000,
    0x20008,
    0x10000000,
    0x7e020000L,
    0xffffffffL,
    0x100000000L,
    0x100000005L,
    0x7e02000000000000L,
    Long.MIN_VALUE,
    -1
  };

  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int KILL = 0x80000000;

  private static Rule allow(String... names) {
    return new Rule(List.of(names), Action.ALLOW, null, List.of());
  }

  private static Rule rule(Action action, String name, Condition... args) {
    return new Rule(List.of(name), action, null, List.of(args));
  }

  private static Profile errno(List<Architecture> architectures, Rule... rules) {
    return new Profile(Action.ERRNO, null, architectures, List.of(), List.of(rules));
  }

  private static Interpreter compile(Profile profile) {
    return new Interpreter(Compiler.compile(profile, Architecture.X86_64));
  }

  private static int x64(Interpreter filter, int number, long first) {
    return filter.run(0xC000003E, number, first, 0, 0, 0, 0, 0);
  }

  @Test
  void dockersRulesForEveryCallAndManyCapabilitySets() {
    long[] capabilities = {0, -1L, 0xa80425fbL, 1L << 21, 1L << 19, 1L << 34 | 1L << 39, 1L << 25};
    for (Architecture machine : SUPPORTED) {
      for (long capability : capabilities) {
        agree(DockerRules.profile(capability, machine, 6, 18), machine, new Random(1));
      }
    }
    agree(DockerRules.profile(0, Architecture.X86_64, 4, 7), Architecture.X86_64, new Random(1));
  }

  @Test
  void randomProfiles() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Architecture machine = SUPPORTED.get(random.nextInt(SUPPORTED.size()));
      agree(new RandomProfile(random, TABLE).make(), machine, random);
    }
  }

  /** Every number of every architecture, what lies around them, and foreign architectures. */
  private static void agree(Profile profile, Architecture machine, Random random) {
    Interpreter filter = new Interpreter(Compiler.compile(profile, machine));
    Oracle oracle = new Oracle(profile, machine, TABLE);
    List<Integer> numbers = new ArrayList<>(List.of(-1, -2, Integer.MIN_VALUE, 0x3fffffff, 9999));
    for (int i = 0; i < 600; i++) {
      numbers.add(i);
      numbers.add(0x40000000 | i);
    }
    for (int i = 0xf0000 - 1; i < 0xf0009; i++) {
      numbers.add(i);
    }
    for (int arch : new int[] {0xC000003E, 0x40000003, 0xC00000B7, 0x40000028, 8, 0xC00000F3}) {
      for (int number : numbers) {
        for (int k = 0; k < 6; k++) {
          long[] args = new long[6];
          for (int i = 0; i < 6; i++) {
            args[i] = VALUES[random.nextInt(VALUES.length)];
          }
          int expected = oracle.run(arch, number, args);
          if (filter.run(arch, number, args) != expected) {
            assertThat(filter.run(arch, number, args))
                .as("arch %x call %d args %s of %s", arch, number, args, profile)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void allOperatorsCompareSixtyFourBitsUnsigned() {
    for (Operator operator : Operator.values()) {
      for (long value : VALUES) {
        Condition c = new Condition(3, operator, value, value & 0x20008);
        Profile profile = errno(List.of(), rule(Action.ALLOW, "read", c), allow("write"));
        Interpreter filter = compile(profile);
        Oracle oracle = new Oracle(profile, Architecture.X86_64, TABLE);
        for (long arg : VALUES) {
          assertThat(filter.run(0xC000003E, 0, 9, 9, 9, arg, 9, 9))
              .as("%d %s %d", arg, operator, value)
              .isEqualTo(oracle.run(0xC000003E, 0, 9, 9, 9, arg, 9, 9));
        }
      }
    }
  }

  @Test
  void callsNewerThanTheRulesDoNotExist() {
    Interpreter filter = compile(errno(List.of(), allow("read", "cachestat")));
    assertThat(x64(filter, 0, 0)).isEqualTo(ALLOW);
    assertThat(x64(filter, 450, 0)).isEqualTo(EPERM);
    assertThat(x64(filter, 451, 0)).isEqualTo(ALLOW);
    assertThat(x64(filter, 452, 0)).isEqualTo(ENOSYS);
    assertThat(x64(filter, -1, 0)).isEqualTo(ENOSYS);
  }

  @Test
  void aPermittingDefaultHoldsForNewCallsToo() {
    Profile profile =
        new Profile(Action.ALLOW, null, List.of(), List.of(), List.of(rule(Action.LOG, "read")));
    assertThat(x64(compile(profile), 9999, 0)).isEqualTo(ALLOW);
  }

  @Test
  void architecturesNotListedKill() {
    Interpreter filter = compile(errno(List.of(), allow("read")));
    assertThat(filter.run(0x40000003, 3, 0, 0, 0, 0, 0, 0)).isEqualTo(KILL);
    assertThat(x64(filter, 0x40000000, 0)).isEqualTo(KILL);
    Interpreter x32 = compile(errno(List.of(Architecture.X32), allow("read")));
    assertThat(x64(x32, 0x40000000, 0)).isEqualTo(ALLOW);
  }

  @Test
  void theFirstRuleThatHoldsDecidesAndOneWithoutConditionsAlways() {
    Condition small = new Condition(0, Operator.LT, 10, 0);
    Condition tiny = new Condition(0, Operator.LT, 5, 0);
    Interpreter ordered =
        compile(
            errno(List.of(), rule(Action.LOG, "read", tiny), rule(Action.ALLOW, "read", small)));
    assertThat(x64(ordered, 0, 4)).isEqualTo(Action.LOG.value());
    assertThat(x64(ordered, 0, 9)).isEqualTo(ALLOW);
    assertThat(x64(ordered, 0, 10)).isEqualTo(EPERM);
    Interpreter whole = compile(errno(List.of(), rule(Action.LOG, "read", tiny), allow("read")));
    assertThat(x64(whole, 0, 4)).isEqualTo(ALLOW);
  }

  @Test
  void socketcallCannotGoRoundARefusal() {
    Rule refuse = rule(Action.ERRNO, "socket", new Condition(0, Operator.EQ, 40, 0));
    Profile profile =
        new Profile(Action.ALLOW, null, List.of(Architecture.X86), List.of(), List.of(refuse));
    Interpreter filter = compile(profile);
    assertThat(filter.run(0x40000003, 102, 1, 0, 0, 0, 0, 0)).isEqualTo(EPERM);
    assertThat(filter.run(0x40000003, 102, 2, 0, 0, 0, 0, 0)).isEqualTo(ALLOW);
    assertThat(filter.run(0x40000003, 359, 40, 0, 0, 0, 0, 0)).isEqualTo(EPERM);
    assertThat(filter.run(0x40000003, 359, 2, 0, 0, 0, 0, 0)).isEqualTo(ALLOW);
  }

  @Test
  void unknownNamesArePassedOver() {
    Interpreter filter = compile(errno(List.of(), allow("no_such_call", "write")));
    assertThat(x64(filter, 1, 0)).isEqualTo(ALLOW);
  }

  @Test
  void aProgramTooLongForTheKernelIsRefused() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      rules.add(rule(Action.ALLOW, "read", new Condition(0, Operator.EQ, 0x100000000L + i, 0)));
    }
    Profile profile = new Profile(Action.ERRNO, null, List.of(), List.of(), rules);
    assertThatThrownBy(() -> Compiler.compile(profile, Architecture.X86_64))
        .isInstanceOf(SeccompException.class)
        .hasMessageContaining("the kernel takes 4096");
    Profile fits = new Profile(Action.ERRNO, null, List.of(), List.of(), rules.subList(0, 1000));
    assertThat(x64(compile(fits), 0, 0x100000000L + 999)).isEqualTo(ALLOW);
    assertThat(x64(compile(fits), 0, 0x100000000L + 1000)).isEqualTo(EPERM);
    assertThat(x64(compile(fits), 1, 0)).isEqualTo(ENOSYS);
  }

  @Test
  void architecturesWithoutATableChangeNothing() {
    List<Architecture> without = new ArrayList<>(List.of(Architecture.values()));
    without.removeIf(Architecture::supported);
    assertThat(without).contains(Architecture.named("SCMP_ARCH_MIPS64")).hasSizeGreaterThan(10);
    assertThat(Compiler.compile(errno(without, allow("read")), Architecture.X86_64))
        .isEqualTo(Compiler.compile(errno(List.of(), allow("read")), Architecture.X86_64));
    assertThatThrownBy(() -> Compiler.compile(errno(List.of(), allow("read")), Architecture.MIPS64))
        .hasMessageContaining("SCMP_ARCH_MIPS64 is not supported");
  }

  @Test
  void errnoWithAnActionThatTakesNone() {
    assertThatThrownBy(() -> new Rule(List.of("read"), Action.ALLOW, 1, List.of()))
        .hasMessageContaining("SCMP_ACT_ALLOW");
    assertThatThrownBy(() -> new Rule(List.of("read"), Action.ERRNO, 4096, List.of()))
        .hasMessageContaining("4096");
    assertThatThrownBy(() -> new Condition(6, Operator.EQ, 0, 0)).hasMessageContaining("6");
  }
}
