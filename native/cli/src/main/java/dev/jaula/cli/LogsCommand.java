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
      command.print(log, lines);
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

  private void print(Fd log, long lines) {
    if (lines < 0) {
      copy(log);
      return;
    }
    String text = dev.jaula.linux.Bytes.decode(session.machine().files().readAll(log.number()));
    int at = text.length();
    for (long left = lines; left >= 0 && at >= 0; left--) {
      at = text.lastIndexOf('\n', at - 1);
    }
    session.out(text.substring(Math.max(0, at + 1)));
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
