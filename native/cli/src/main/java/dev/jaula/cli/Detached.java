package dev.jaula.cli;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import dev.jaula.perform.PerformException;

/**
 * {@code -d}: a monitor of its own in the background. Its output goes straight to the log, so
 * nothing is copied; the caller waits until the command is executed or has failed to be.
 */
final class Detached {
  /** The monitor's first byte when all is well; otherwise it is the exit code. */
  private static final int RUNS = 0;

  private final Session session;
  private int ready = -1;

  Detached(Session session) {
    this.session = session;
  }

  /**
   * What the monitor does: starts the container with its output to a descriptor, and waits for its
   * end.
   */
  interface Work {
    int run(int output);
  }

  static String logPath(Session session, String name) {
    return session.folders().container(name) + "/log";
  }

  int run(String id, String name, Work work) {
    Files files = session.machine().files();
    Processes processes = session.machine().processes();
    int[] pipe = files.descriptors().pipe(0);
    int child = processes.fork(0, -1, new int[1]);
    if (child == 0) {
      files.close(pipe[0]);
      ready = pipe[1];
      processes.exit(monitor(name, work));
    }
    files.close(pipe[1]);
    String answer = dev.jaula.linux.Bytes.decode(files.readAll(pipe[0]));
    if (answer.isEmpty()) {
      throw new CliException(
          name
              + ": its monitor was killed before the command ran; what it left is removed by: jaula ps");
    }
    if (answer.charAt(0) != RUNS) {
      processes.wait(child);
      throw new CliException(answer.charAt(0), answer.substring(1));
    }
    session.outLine(id);
    return 0;
  }

  private int monitor(String name, Work work) {
    Files files = session.machine().files();
    session.machine().processes().newSession();
    int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_APPEND;
    try (Fd log = files.openAt(Files.AT_FDCWD, logPath(session, name), flags, 0600)) {
      return work.run(log.number());
    } catch (PerformException e) {
      return tell(e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return tell(CliException.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** From the monitor: the command runs; nothing of the caller's stays open from here on. */
  void started(int log) {
    Files files = session.machine().files();
    try (Fd nothing = files.open("/dev/null", Files.O_RDWR)) {
      files.descriptors().duplicate(nothing.number(), 0);
      files.descriptors().duplicate(log, 1);
      files.descriptors().duplicate(log, 2);
    }
    tell(RUNS, "");
    files.close(ready);
    ready = -1;
  }

  private int tell(int code, String message) {
    if (ready < 0) {
      session.note(message);
    } else {
      session.machine().files().print(ready, (char) code + message);
    }
    return code;
  }
}
