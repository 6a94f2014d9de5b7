package dev.jaula.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Nr;
import dev.jaula.perform.FakeKernel.Message;
import dev.jaula.plan.HookKind;
import dev.jaula.spec.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call of a start fails in turn, on both sides; what the start made is gone afterwards. */
class FaultTest {
  private static final int[] ERRORS = {Errno.EIO, Errno.ENOSPC, Errno.EPERM};

  /** Calls whose failure changes nothing: what is closed late, signals that are default anyway. */
  private static final Set<Integer> WITHOUT_HARM =
      Set.of(Nr.CLOSE, Nr.CLOSE_RANGE, Nr.RT_SIGACTION);

  /**
   * What init does without, and how many such calls there are at most: the home directory's passwd,
   * the mode of what a tmpfs covers, the size of a terminal that the caller need not have; a
   * namespace that cannot be entered is tried again; getpid(2), which two hooks are told of, has no
   * errors; faccessat2(2) may be denied, and then there is the older one.
   */
  private static final Map<Integer, Integer> DISPENSABLE =
      Map.of(Nr.OPENAT2, 1, Nr.STATX, 1, Nr.IOCTL, 2, Nr.SETNS, 1, Nr.GETPID, 2, Nr.FACCESSAT2, 1);

  /** What its caller does without: that the stage is reaped. */
  private static final Map<Integer, Integer> DISPENSABLE_TO_CALLER = Map.of(Nr.WAIT4, 1);

  /**
   * The call, its object, the reason. A check that cannot be made has the reason of one that fails.
   */
  private static final String LINE = "[a-z_]+[^\\n]*: [a-z]+[^\\n]*";

  /** A start on a fake kernel, and what was there before it. */
  private static final class Run {
    final FakeKernel kernel;
    final Set<String> files;
    final Map<Integer, String> open;
    private final Plans plans;
    private final Machine machine;
    private final Starter starter;

    Run(Plans plans, boolean asChild, int failAt, int errno) {
      this.plans = plans;
      kernel = new FakeKernel(asChild, failAt, errno);
      plans.prepare(kernel.host);
      machine = Machine.of(new Kernel(kernel));
      starter = new Starter(machine, plans.isOci() ? created() : started());
      files = new TreeSet<>(kernel.host);
      open = new TreeMap<>(kernel.open);
    }

    /** The caller's side, when it hears these messages from its child. */
    static Run caller(Plans plans, List<Message> messages, int failAt, int errno) {
      Run run = new Run(plans, false, failAt, errno);
      run.kernel.hear(messages);
      return run;
    }

    private Program filter() {
      return new Program(kernel.allocate(8), 1, 0);
    }

    private Start started() {
      Fd container = plans.isExec() ? machine.files().own(kernel.descriptor("container")) : null;
      return new Start(
          plans.plan(), Observer.NONE, filter(), container, -1, -1, !plans.isExec(), true);
    }

    private Start created() {
      int gate = kernel.descriptor("gate");
      Fd agent = machine.files().own(kernel.descriptor("agent"));
      ListenerCall listener = new ListenerCall(machine, agent, pid -> "{\"pid\": " + pid + "}");
      return new Start(
          plans.plan(),
          Observer.NONE,
          filter(),
          List.of(),
          null,
          -1,
          -1,
          true,
          true,
          gate,
          0,
          this::hook,
          new OciPerformer(machine, listener));
    }

    private void hook(HookKind kind, int pid) {
      Hook hook = new Hook("/bin/hook", List.of(), List.of(), null);
      new HookRunner(machine).run(hook, "{}", kind.word() + " hook #0", List.of());
    }

    @Nullable Throwable start() {
      return catchThrowable(() -> starter.start((pid, cgroups) -> {}));
    }

    /** How the child ended. */
    FakeKernel.Ended end() {
      Throwable end = start();
      if (end instanceof FakeKernel.Ended ended) {
        return ended;
      }
      throw new AssertionError("neither executed nor ended", end);
    }

    /** Of what is open only the pidfd is new, and the terminal; the agent has what it is for. */
    void assertStarted(String what) {
      List<String> expected = new ArrayList<>(open.values());
      expected.remove("agent");
      expected.add("pidfd");
      if (plans == Plans.TERMINAL) {
        expected.add("terminal");
      }
      assertThat(kernel.hasProcess()).as("process %s", what).isTrue();
      assertThat(kernel.open.values())
          .as("descriptors %s", what)
          .containsExactlyInAnyOrderElementsOf(expected);
    }

    void assertNothingLeft(String what) {
      assertThat(kernel.hasProcess()).as("process %s", what).isFalse();
      // the agent's is closed once it was used
      Map<Integer, String> before = new TreeMap<>(open);
      before.values().removeIf(name -> name.equals("agent"));
      Map<Integer, String> after = new TreeMap<>(kernel.open);
      after.values().removeIf(name -> name.equals("agent"));
      assertThat(after).as("descriptors %s", what).isEqualTo(before);
      assertThat(kernel.host).as("files %s", what).isEqualTo(files);
    }
  }

  /** The child's side of a start in which nothing fails. */
  private static Run child(Plans plans) {
    Run child = new Run(plans, true, 0, 0);
    int code = child.end().code;
    assertThat(code).as(() -> reasons(child)).isEqualTo(-1);
    return child;
  }

  private static String reasons(Run child) {
    List<String> reasons = new ArrayList<>();
    for (Message message : child.kernel.told()) {
      reasons.add(String.valueOf(message.failure()));
    }
    return String.join(", ", reasons);
  }

  @ParameterizedTest
  @EnumSource
  void startsWhenNothingFails(Plans plans) {
    Run child = child(plans);
    Run caller = Run.caller(plans, child.kernel.told(), 0, 0);
    assertThat(caller.start()).isNull();
    caller.assertStarted("when nothing fails");
    assertThat(child.kernel.count(Nr.SECCOMP)).isEqualTo(1);
    assertThat(caller.kernel.count(Nr.BPF)).isEqualTo(plans == Plans.OCI_V2 ? 2 : 0);
    assertThat(child.kernel.count(Nr.ACCEPT4)).isEqualTo(plans.isOci() ? 1 : 0);
    assertThat(caller.kernel.count(Nr.PIDFD_GETFD)).isEqualTo(plans.isOci() ? 1 : 0);
    assertThat(caller.kernel.calls() + child.kernel.calls())
        .isBetween(20, plans.isOci() ? 400 : 260);
  }

  @ParameterizedTest
  @EnumSource
  void theCallerUndoesWhatItDid(Plans plans) {
    List<Message> messages = child(plans).kernel.told();
    Run whole = Run.caller(plans, messages, 0, 0);
    assertThat(whole.start()).isNull();
    for (int errno : ERRORS) {
      List<Integer> done = new ArrayList<>();
      for (int call = 1; call <= whole.kernel.calls(); call++) {
        Run run = Run.caller(plans, messages, call, errno);
        if (assertUndone(run, errno, call)) {
          done.add(run.kernel.failed());
        }
      }
      assertOnly(done, DISPENSABLE_TO_CALLER, errno);
    }
  }

  /** True when it has started all the same, and is whole. */
  private static boolean assertUndone(Run run, int errno, int call) {
    Throwable failure = run.start();
    int number = run.kernel.failed();
    String what = "after call " + call + ", number " + number + ": " + failure;
    assertThat(run.kernel.hasFailed()).as(what).isTrue();
    if (failure == null) {
      run.assertStarted(what);
      return true;
    }
    assertIsOneLine(failure);
    assertThat(failure).as(what).hasMessageContaining(Errno.text(errno));
    run.assertNothingLeft(what);
    return false;
  }

  /** Of the calls that failed without consequence there are no others, and no more of these. */
  private static void assertOnly(List<Integer> calls, Map<Integer, Integer> most, int errno) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (Integer number : calls) {
      counts.merge(number, 1, Integer::sum);
    }
    counts.keySet().removeAll(WITHOUT_HARM);
    counts.forEach((number, count) ->
        assertThat(count)
            .as("calls of number %d that may fail with %s", number, Errno.text(errno))
            .isLessThanOrEqualTo(most.getOrDefault(number, 0)));
  }

  @ParameterizedTest
  @EnumSource
  void initTellsWhyAndTheCallerUndoes(Plans plans) {
    Run whole = child(plans);
    for (int errno : ERRORS) {
      List<Integer> done = new ArrayList<>();
      for (int call = 1; call <= whole.kernel.calls(); call++) {
        Run init = new Run(plans, true, call, errno);
        int code = init.end().code;
        String what = "after call " + call + ", number " + init.kernel.failed();
        assertThat(init.kernel.hasFailed()).as(what).isTrue();
        if (code < 0) {
          done.add(init.kernel.failed());
          continue;
        }
        assertThat(init.kernel.host).as("host " + what).isEqualTo(init.kernel.atFork);
        assertTold(plans, init, code, what);
      }
      assertOnly(done, DISPENSABLE, errno);
    }
  }

  /** Once it is created, its caller has gone, and the starter is told. */
  private static void assertTold(Plans plans, Run init, int code, String what) {
    boolean created = plans.isOci() && isReady(init.kernel.told());
    if (!created) {
      assertCallerFails(plans, init.kernel.told(), code);
      return;
    }
    Run caller = Run.caller(plans, init.kernel.told(), 0, 0);
    assertThat(caller.start()).as(what).isNull();
    caller.assertStarted(what);
    if (init.kernel.count(Nr.ACCEPT4) > 0) {
      assertThat(init.kernel.toldStarter()).as(what).hasSize(1);
      assertThat(init.kernel.toldStarter().get(0).failure()).as(what).matches(LINE);
    }
  }

  private static boolean isReady(List<Message> told) {
    return told.stream().anyMatch(m -> m.data().length == 1 && m.data()[0] == 'r');
  }

  private static void assertCallerFails(Plans plans, List<Message> told, int code) {
    Run caller = Run.caller(plans, told, 0, 0);
    Throwable failure = caller.start();
    assertIsOneLine(failure);
    assertThat(failure)
        .isInstanceOfSatisfying(PerformException.class, e -> assertThat(e.code()).isEqualTo(code));
    caller.assertNothingLeft("after " + failure);
  }

  private static void assertIsOneLine(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(PerformException.class).message().matches(LINE);
  }
}
