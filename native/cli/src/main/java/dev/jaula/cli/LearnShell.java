package dev.jaula.cli;

import dev.jaula.learn.Output;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;

/** Runs a person's commands with sh; {@code jaula} in them is this very program. */
final class LearnShell {
  private static final int MONOTONIC = 1;
  private static final int BLOCK = 4096;

  private final Machine machine;
  private final List<String> environment;
  private final Fd signals;
  private boolean quit;
  private int signal;

  /** What a command left. */
  record Result(int exit, Output output) {}

  LearnShell(Session session) {
    this.machine = session.machine();
    this.environment = new ArrayList<>(session.environment());
    environment.add("JAULA_SELF=/proc/" + machine.processes().id() + "/exe");
    long mask = 0;
    for (int number : new int[] {Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP}) {
      mask |= 1L << (number - 1);
    }
    // from here on they wait until a command has ended, so that its chapter is cleared up
    machine.signals().setMask(mask);
    this.signals = machine.signals().open(mask);
  }

  /** The signal that asked to end, or 0. */
  int signal() {
    return signal;
  }

  /** Whether a signal or a key asked to end. */
  boolean isInterrupted() {
    int next = machine.signals().next(signals.number());
    signal = next == 0 ? signal : next;
    return quit || signal != 0;
  }

  /** Standard output and error together, as on a terminal. */
  Result run(String line) {
    Files files = machine.files();
    int[] pipe = files.descriptors().pipe(0);
    int[] pidfd = new int[1];
    int child = machine.processes().fork(0, -1, pidfd);
    if (child == 0) {
      machine.processes().exit(become(line, pipe[1]));
    }
    files.close(pipe[1]);
    String text = follow(pipe[0], pidfd[0]);
    files.close(pipe[0]);
    files.close(pidfd[0]);
    int exit = machine.processes().wait(child);
    return new Result(exit, new Output(text, machine.processes().time(MONOTONIC) / 1000));
  }

  /**
   * What is written until the shell ends: what it left in the background may keep the pipe open.
   */
  private String follow(int pipe, int pidfd) {
    byte[] block = new byte[BLOCK];
    byte[] all = new byte[0];
    int[] ready = new int[2];
    boolean hasEnded = false;
    boolean isOpen = true;
    while (isOpen || !hasEnded) {
      boolean any =
          machine
              .signals()
              .poll(
                  new int[] {isOpen ? pipe : -1, hasEnded ? -1 : pidfd},
                  new int[] {Signals.POLLIN, Signals.POLLIN},
                  ready,
                  hasEnded ? 0 : -1);
      if (hasEnded && !any) {
        break;
      }
      if (isOpen && ready[0] != 0) {
        int n = machine.files().tryRead(pipe, block, 0, BLOCK);
        isOpen = n > 0;
        all = join(all, block, n);
      }
      hasEnded |= ready[1] != 0;
    }
    return Bytes.decode(all);
  }

  /** Bytes are put together before they are decoded: a character may lie across two reads. */
  private static byte[] join(byte[] all, byte[] more, int n) {
    if (n <= 0) {
      return all;
    }
    byte[] joined = new byte[all.length + n];
    System.arraycopy(all, 0, joined, 0, all.length);
    System.arraycopy(more, 0, joined, all.length, n);
    return joined;
  }

  private int become(String line, int output) {
    Files files = machine.files();
    machine.signals().setMask(0);
    files.descriptors().duplicate(files.open("/dev/null", Files.O_RDONLY).release(), 0);
    files.descriptors().duplicate(output, 1);
    files.descriptors().duplicate(output, 2);
    String script = "jaula() { \"$JAULA_SELF\" \"$@\"; }\n" + line;
    machine.processes().execute("/bin/sh", List.of("sh", "-c", script), environment);
    files.print(2, "/bin/sh: cannot be executed; the tutorial's commands need a shell\n");
    return 127;
  }

  /** Waits for Enter; false when the person or a signal wants to end. */
  boolean proceed() {
    byte[] block = new byte[BLOCK];
    int[] ready = new int[2];
    while (!isInterrupted()) {
      machine
          .signals()
          .poll(
              new int[] {0, signals.number()},
              new int[] {Signals.POLLIN, Signals.POLLIN},
              ready,
              -1);
      if (ready[0] == 0) {
        continue;
      }
      int n = machine.files().tryRead(0, block, 0, BLOCK);
      quit = n <= 0 || block[0] == 'q';
      return !quit;
    }
    return false;
  }
}
