package dev.jaula.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Nr;
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
  private static final int MOST = 1000;

  /**
   * The call, its object, the reason. A check that cannot be made has the reason of one that fails.
   */
  private static final String LINE = "[a-z_]+[^\\n]*: [a-z]+[^\\n]*";

  /** A start on a fake kernel, and what was there before it. */
  private static final class Run {
    final FakeKernel kernel;
    final Set<String> files;
    final Map<Integer, String> open;
    private final Starter starter;

    Run(Plans plans, boolean asChild, int failAt, int errno) {
      kernel = new FakeKernel(asChild, failAt, errno);
      plans.prepare(kernel.host);
      if (plans == Plans.TERMINAL) {
        kernel.expectTerminal();
      }
      Machine machine = Machine.of(new Kernel(kernel));
      Fd container = plans.isExec() ? machine.files().own(kernel.descriptor("container")) : null;
      Program filter = new Program(kernel.allocate(8), 1, 0);
      Start start =
          new Start(plans.plan(), Observer.NONE, filter, container, -1, -1, !plans.isExec(), true);
      starter = new Starter(machine, start);
      files = new TreeSet<>(kernel.host);
      open = new TreeMap<>(kernel.open);
    }

    @Nullable Throwable start() {
      return catchThrowable(() -> starter.start((pid, cgroups) -> {}));
    }

    void assertNothingLeft(String what) {
      assertThat(kernel.hasProcess()).as("process %s", what).isFalse();
      assertThat(kernel.open).as("descriptors %s", what).isEqualTo(open);
      assertThat(kernel.host).as("files %s", what).isEqualTo(files);
    }
  }

  @ParameterizedTest
  @EnumSource
  void startsWhenNothingFails(Plans plans) {
    Run caller = new Run(plans, false, 0, 0);
    assertThat(caller.start()).isNull();
    assertThat(caller.kernel.open.values()).contains("pidfd").doesNotContain("socket");
    assertThat(caller.kernel.open).hasSize(caller.open.size() + (plans == Plans.TERMINAL ? 2 : 1));
    Run child = new Run(plans, true, 0, 0);
    assertThat(child.start())
        .isInstanceOfSatisfying(FakeKernel.Ended.class, e -> assertThat(e.code).isEqualTo(-1));
    assertThat(child.kernel.count(Nr.SECCOMP)).isEqualTo(1);
    assertThat(caller.kernel.calls() + child.kernel.calls()).isBetween(20, 260);
  }

  @ParameterizedTest
  @EnumSource
  void theCallerUndoesWhatItDid(Plans plans) {
    for (int errno : ERRORS) {
      int call = 1;
      for (Run run = fail(plans, call, errno); run.kernel.hasFailed(); call++) {
        run = fail(plans, call + 1, errno);
      }
      assertThat(call).isBetween(5, MOST);
    }
  }

  private static Run fail(Plans plans, int call, int errno) {
    Run run = new Run(plans, false, call, errno);
    Throwable failure = run.start();
    if (failure != null) {
      String what = "after call " + call + ": " + failure.getMessage();
      assertIsOneLine(failure);
      assertThat(failure).hasMessageContaining(Errno.text(errno));
      run.assertNothingLeft(what);
    }
    return run;
  }

  @ParameterizedTest
  @EnumSource
  void initTellsWhyAndTheCallerUndoes(Plans plans) {
    for (int errno : ERRORS) {
      int told = 0;
      int call = 0;
      boolean failed = true;
      while (failed) {
        Run init = new Run(plans, true, ++call, errno);
        FakeKernel.Ended end = (FakeKernel.Ended) init.start();
        failed = init.kernel.hasFailed();
        if (failed && end != null && end.code >= 0) {
          told++;
          assertThat(init.kernel.host).as("host after call %d", call).isEqualTo(init.kernel.atFork);
          assertCallerFails(plans, init.kernel.report(), end.code);
        }
      }
      assertThat(told).isBetween(5, call);
    }
  }

  private static void assertCallerFails(Plans plans, byte[] report, int code) {
    Run caller = new Run(plans, false, 0, 0);
    caller.kernel.report(report);
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
