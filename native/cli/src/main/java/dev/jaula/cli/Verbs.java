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
      case "stats" -> StatsCommand.run(session, arguments);
      case "top" -> TopCommand.run(session, arguments);
      case "version" -> VersionCommand.run(session, arguments);
      case "help", "" -> HelpCommand.run(session, arguments);
      default -> throw new CliException("verb " + verb);
    };
  }
}
