package dev.jaula.runtime;

import dev.jaula.perform.Started;

/** {@code restore}: makes a container run again from the files of a checkpoint. */
final class RestoreCommand {
  private RestoreCommand() {}

  static int run(Session session) {
    boolean detached = session.arguments().is("detach");
    Restoration restoration = new Restoration(session, detached);
    if (!detached) {
      Foreground.blockSignals(session.machine());
    }
    Started started = restoration.make();
    if (detached) {
      return 0;
    }
    int code = Foreground.follow(session.machine(), started, !restoration.hasConsoleSocket());
    restoration.delete();
    return code;
  }
}
