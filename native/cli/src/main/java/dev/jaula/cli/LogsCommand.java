package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.spec.ContainerState;

/** {@code jaula logs}: the file that a detached container's output goes to. */
final class LogsCommand {
  private static final int BLOCK = 16 * 1024;

  private final Session session;
  private final byte[] block = new byte[BLOCK];

  private LogsCommand(Session session) {
    this.session = session;
  }

  static int run(Session session, Arguments arguments) {
    Containers containers = new Containers(session);
    ContainerState state = containers.store().find(arguments.operands().get(0));
    String path = state.logPath();
    if (path == null) {
      throw new CliException(
          1,
          state.name()
              + " runs in the foreground: its output went to the terminal; run it with -d for a log");
    }
    String tail = arguments.value("tail", "all");
    long lines = tail.equals("all") ? -1 : Values.number("tail", tail, 0, Integer.MAX_VALUE);
    try (Fd log = session.machine().files().open(path, Files.O_RDONLY)) {
      LogsCommand command = new LogsCommand(session);
      command.print(path, log, lines);
      while (arguments.is("follow")) {
        boolean ended = containers.awaitEnd(state, 200);
        command.copy(log);
        if (ended) {
          return 0;
        }
      }
    }
    return 0;
  }

  private void print(String path, Fd log, long lines) {
    if (lines >= 0) {
      long skipped = count(path) - lines;
      while (skipped > 0) {
        skipped = skip(log, skipped);
      }
    }
    copy(log);
  }

  /** The lines of a file that may be of any length; the last one may lack its end. */
  private long count(String path) {
    Files files = session.machine().files();
    long lines = 0;
    byte last = '\n';
    try (Fd log = files.open(path, Files.O_RDONLY)) {
      for (int n = files.read(log.number(), block, 0, BLOCK);
          n > 0;
          n = files.read(log.number(), block, 0, BLOCK)) {
        for (int i = 0; i < n; i++) {
          lines += block[i] == '\n' ? 1 : 0;
        }
        last = block[n - 1];
      }
    }
    return last == '\n' ? lines : lines + 1;
  }

  /** Reads a block and prints what comes after that many lines; how many are left to skip. */
  private long skip(Fd log, long lines) {
    Files files = session.machine().files();
    int n = files.read(log.number(), block, 0, BLOCK);
    long left = lines;
    for (int i = 0; i < n; i++) {
      left -= block[i] == '\n' ? 1 : 0;
      if (left == 0) {
        files.write(1, block, i + 1, n - i - 1);
        return 0;
      }
    }
    return n == 0 ? 0 : left;
  }

  private void copy(Fd log) {
    Files files = session.machine().files();
    for (int n = files.read(log.number(), block, 0, BLOCK);
        n > 0;
        n = files.read(log.number(), block, 0, BLOCK)) {
      files.write(1, block, 0, n);
    }
  }
}
