package dev.jaula.cli;

import dev.jaula.args.Arguments;

/** From the name of a verb to the class that does it. */
final class Verbs {
  private Verbs() {}

  static int call(Session session, Arguments arguments) {
    String verb = arguments.command().path().substring("jaula".length()).trim();
    if (verb.startsWith("cgroup ")) {
      return CgroupVerbs.call(session, arguments, verb.substring("cgroup ".length()));
    }
    return switch (verb) {
      case "run" -> RunCommand.run(session, arguments);
      case "exec" -> ExecCommand.run(session, arguments);
      case "ps" -> PsCommand.run(session, arguments);
      case "kill" -> SignalCommands.kill(session, arguments);
      case "stop" -> SignalCommands.stop(session, arguments);
      case "rm" -> SignalCommands.rm(session, arguments);
      case "wait" -> SignalCommands.waitFor(session, arguments);
      case "pause" -> SignalCommands.pause(session, arguments, true);
      case "unpause" -> SignalCommands.pause(session, arguments, false);
      case "inspect" -> InspectCommand.run(session, arguments);
      case "logs" -> LogsCommand.run(session, arguments);
      case "info" -> InfoCommand.run(session, arguments);
      case "completion" -> CompletionCommand.run(session, arguments);
      case "man" -> ManCommand.run(session, arguments);
      case "learn" -> LearnCommand.run(session, arguments);
      case "stats" -> StatsCommand.run(session, arguments);
      case "top" -> TopCommand.run(session, arguments);
      case "version" -> VersionCommand.run(session, arguments);
      case "help", "" -> HelpCommand.run(session, arguments);
      default -> throw new CliException("verb " + verb);
    };
  }
}
