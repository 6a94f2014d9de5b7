package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Signals;
import dev.jaula.spec.Hook;
import java.util.List;

/** Executes one hook: the state on its standard input, what it says kept for the error. */
public final class HookRunner {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final Machine machine;

  public HookRunner(Machine machine) {
    this.machine = machine;
  }

  /**
   * Runs it to its end.
   *
   * @param state JSON
   * @param name what it is called in errors, such as {@code createRuntime hook #0}
   * @param inherited the environment of a hook that names none
   * @throws PerformException when it fails, or takes longer than it may
   */
  public void run(Hook hook, String state, String name, List<String> inherited) {
    Files files = machine.files();
    int[] input = files.descriptors().pipe(Files.O_CLOEXEC);
    try (Fd stdin = files.own(input[0]);
        Fd in = files.own(input[1])) {
      int[] output = files.descriptors().pipe(Files.O_CLOEXEC);
      try (Fd stdout = files.own(output[1]);
          Fd out = files.own(output[0])) {
        int[] pidfd = {-1};
        int child = machine.processes().fork(0, -1, pidfd);
        if (child == 0) {
          List<String> env = hook.env().isEmpty() ? inherited : hook.env();
          execute(hook, stdin.number(), stdout.number(), env);
        }
        stdin.close();
        stdout.close();
        Talk talk = new Talk(machine, in, Bytes.encode(state), out);
        follow(hook, child, files.own(pidfd[0]), talk, name);
      }
    }
  }

  /** To its end, however that comes. */
  private void follow(Hook hook, int child, Fd pidfd, Talk talk, String name) {
    try (Fd process = pidfd) {
      machine.signals().ignore(Signals.SIGPIPE);
      await(hook, child, process, talk, name);
    } catch (LinuxException e) {
      machine.processes().tryKill(child, Signals.SIGKILL);
      machine.processes().tryWait(child);
      throw e;
    } finally {
      machine.signals().resetToDefault(Signals.SIGPIPE);
    }
  }

  private void execute(Hook hook, int input, int output, List<String> env) {
    Processes processes = machine.processes();
    try {
      machine.signals().setMask(0);
      machine.files().descriptors().duplicate(input, 0);
      machine.files().descriptors().duplicate(output, 1);
      machine.files().descriptors().duplicate(output, 2);
      processes.closeOnExecFrom(3);
      List<String> args = hook.args().isEmpty() ? List.of(hook.path()) : hook.args();
      int errno = -processes.execute(hook.path(), args, env);
      machine.files().print(2, "exec " + hook.path() + ": " + Errno.text(errno));
    } finally {
      processes.exit(PerformException.NOT_FOUND);
    }
  }

  private void await(Hook hook, int child, Fd process, Talk talk, String name) {
    Integer timeout = hook.timeout();
    long deadline = timeout == null ? 0 : machine.processes().time(1) + timeout * SECOND;
    int[] fds = {process.number(), 0, 0};
    int[] events = {Signals.POLLIN, Signals.POLLOUT, Signals.POLLIN};
    int[] ready = new int[3];
    while (ready[0] == 0) {
      fds[1] = talk.input();
      fds[2] = talk.output();
      machine.signals().poll(fds, events, ready, left(deadline));
      talk.goOn(ready[1] != 0, ready[2] != 0);
      if (deadline > 0 && ready[0] == 0 && left(deadline) == 0) {
        machine.processes().trySignal(process.number(), Signals.SIGKILL);
        machine.processes().wait(child);
        throw failed(name, "ran past its timeout of " + timeout + " s", talk.said());
      }
    }
    talk.drain();
    int code = machine.processes().wait(child);
    if (code != 0) {
      throw failed(name, "exit status " + code, talk.said());
    }
  }

  private long left(long deadline) {
    return deadline == 0
        ? -1
        : Math.max(0, (deadline - machine.processes().time(1) + MILLI - 1) / MILLI);
  }

  private static PerformException failed(String name, String how, String said) {
    String text = said.trim().replace('\n', ' ');
    return new PerformException(
        PerformException.FAILED,
        "error running "
            + name
            + ": "
            + how
            + (text.isEmpty() ? "" : ", it says: " + text)
            + "; mend the hook, or take it out of hooks in config.json");
  }
}
