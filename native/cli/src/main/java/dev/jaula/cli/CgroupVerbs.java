package dev.jaula.cli;

import dev.jaula.args.Arguments;

/** From the name of a verb of {@code jaula cgroup} to the class that does it. */
final class CgroupVerbs {
  private CgroupVerbs() {}

  /** verb without {@code jaula cgroup}. */
  static int call(Session session, Arguments arguments, String verb) {
    return switch (verb) {
      case "create" -> CgroupCreate.run(session, arguments);
      case "set" -> CgroupSet.run(session, arguments);
      case "get" -> CgroupGet.run(session, arguments);
      case "classify" -> CgroupClassify.run(session, arguments);
      case "exec" -> CgroupExec.run(session, arguments);
      case "list" -> CgroupList.run(session, arguments);
      case "watch" -> CgroupWatch.run(session, arguments);
      case "kill" -> CgroupKill.run(session, arguments);
      case "freeze" -> CgroupFreeze.run(session, arguments, true);
      case "thaw" -> CgroupFreeze.run(session, arguments, false);
      case "delete" -> CgroupDelete.run(session, arguments);
      default -> throw new CliException("jaula cgroup " + verb + ": no such verb");
    };
  }
}
