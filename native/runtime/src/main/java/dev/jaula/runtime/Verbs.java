package dev.jaula.runtime;

/** From the name of a verb to the class that does it. */
final class Verbs {
  private Verbs() {}

  static int call(Session session) {
    String path = session.arguments().command().path();
    String verb = path.substring(Math.min(path.length(), Tables.PROGRAM.length() + 1));
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
      case "ps" -> PsCommand.run(session);
      case "events" -> EventsCommand.run(session);
      case "features" -> FeaturesCommand.run(session);
      case "update" -> UpdateCommand.run(session);
      case "spec" -> SpecCommand.run(session);
      case "mounts add" -> MountsCommand.add(session);
      case "mounts remove" -> MountsCommand.remove(session);
      case "help" -> HelpCommand.run(session);
      case "man" -> ManCommand.run(session);
      case "completion" -> CompletionCommand.run(session);
      case "checkpoint" -> CheckpointCommand.run(session);
      case "restore" -> RestoreCommand.run(session);
      default -> HelpCommand.print(session.machine(), session.arguments().command());
    };
  }
}
