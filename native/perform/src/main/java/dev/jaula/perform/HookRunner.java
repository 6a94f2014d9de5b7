package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Signals;
import dev.jaula.spec.Hook;
import java.util.Arrays;
import java.util.List;

/** Executes one hook: the state on its standard input, what it says kept for the error. */
public final class HookRunner {
  private static final int SAID = 4096;
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
   * @throws PerformException when it fails, or takes longer than it may
   */
  public void run(Hook hook, String state, String name) {
    Files files = machine.files();
    int[] input = files.descriptors().pipe(Files.O_CLOEXEC);
    int[] output = files.descriptors().pipe(Files.O_CLOEXEC);
    int[] pidfd = {-1};
    int child = machine.processes().fork(0, -1, pidfd);
    if (child == 0) {
      execute(hook, input[0], output[1]);
    }
    files.close(input[0]);
    files.close(output[1]);
    try (Fd in = files.own(input[1]);
        Fd out = files.own(output[0]);
        Fd process = files.own(pidfd[0])) {
      write(in, state);
      in.close();
      await(hook, child, process, out, name);
    }
  }

  /** A hook need not read its input. */
  private void write(Fd in, String state) {
    machine.signals().ignore(Signals.SIGPIPE);
    try {
      machine.files().print(in.number(), state);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EPIPE) {
        throw e;
      }
    } finally {
      machine.signals().resetToDefault(Signals.SIGPIPE);
    }
  }

  private void execute(Hook hook, int input, int output) {
    Processes processes = machine.processes();
    try {
      machine.signals().setMask(0);
      machine.files().descriptors().duplicate(input, 0);
      machine.files().descriptors().duplicate(output, 1);
      machine.files().descriptors().duplicate(output, 2);
      processes.closeOnExecFrom(3);
      List<String> args = hook.args().isEmpty() ? List.of(hook.path()) : hook.args();
      List<String> env = hook.env().isEmpty() ? machine.kernel().environment() : hook.env();
      int errno = -processes.execute(hook.path(), args, env);
      machine.files().print(2, "exec " + hook.path() + ": " + Errno.text(errno));
    } finally {
      processes.exit(PerformException.NOT_FOUND);
    }
  }

  private void await(Hook hook, int child, Fd process, Fd output, String name) {
    Integer timeout = hook.timeout();
    long deadline = timeout == null ? 0 : machine.processes().time(1) + timeout * SECOND;
    StringBuilder said = new StringBuilder();
    int[] fds = {process.number(), output.number()};
    int[] events = {Signals.POLLIN, Signals.POLLIN};
    int[] ready = new int[2];
    while (ready[0] == 0) {
      machine.signals().poll(fds, events, ready, left(deadline));
      if (ready[1] != 0 && !read(output, said)) {
        // closed: only the hook's end is still to come
        fds[1] = -1;
      }
      if (deadline > 0 && ready[0] == 0 && left(deadline) == 0) {
        machine.processes().trySignal(process.number(), Signals.SIGKILL);
        machine.processes().wait(child);
        throw failed(name, "ran past its timeout of " + timeout + " s", said);
      }
    }
    drain(output, said);
    int code = machine.processes().wait(child);
    if (code != 0) {
      throw failed(name, "exit status " + code, said);
    }
  }

  private long left(long deadline) {
    return deadline == 0
        ? -1
        : Math.max(0, (deadline - machine.processes().time(1) + MILLI - 1) / MILLI);
  }

  /** What lies in the pipe, but not what a process that the hook left behind may still write. */
  private void drain(Fd output, StringBuilder said) {
    int[] ready = new int[1];
    int[] fds = {output.number()};
    boolean open = true;
    while (open && machine.signals().poll(fds, new int[] {Signals.POLLIN}, ready, 0)) {
      open = read(output, said);
    }
  }

  private boolean read(Fd output, StringBuilder said) {
    byte[] data = new byte[SAID];
    int length = machine.files().tryRead(output.number(), data, 0, SAID);
    if (length > 0 && said.length() < SAID) {
      said.append(Bytes.decode(Arrays.copyOf(data, length)));
    }
    return length > 0;
  }

  private static PerformException failed(String name, String how, StringBuilder said) {
    String text = said.toString().trim().replace('\n', ' ');
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
