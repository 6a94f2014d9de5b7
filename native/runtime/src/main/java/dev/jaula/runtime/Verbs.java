package dev.jaula.runtime;

/** From the name of a verb to the class that does it. */
final class Verbs {
  private Verbs() {}

  static int call(Session session) {
    String verb = session.arguments().command().name();
    return switch (verb) {
      case "create" -> CreateCommand.run(session);
      case "start" -> StartCommand.run(session);
      case "run" -> RunCommand.run(session);
      case "state" -> StateCommand.run(session);
      case "exec" -> ExecCommand.run(session);
      case "kill" -> KillCommand.run(session);
      case "delete" -> DeleteCommand.run(session);
      case "list" -> ListCommand.run(session);
      case "pause" -> PauseCommand.pause(session);
      case "resume" -> PauseCommand.resume(session);
      default -> throw new OciException("no verb given; see jaula-runtime --help");
    };
  }
}
