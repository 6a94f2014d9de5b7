package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.linux.Errno;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula cgroup exec PATH [--] COMMAND [ARG...]}: joins, then becomes the command. */
final class CgroupExec {
  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private CgroupExec() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    int paths = arguments.has("g") ? 0 : 1;
    List<ControllerPath> places = context.places(arguments.operands().subList(0, paths));
    List<String> command = arguments.rest(paths);
    if (command.isEmpty()) {
      throw new CgroupException(places.get(0).path() + ": which command? write it after the path");
    }
    context.why(
        "the shell joins and becomes the command (exec)",
        "o shell entra no cgroup e se torna o comando (exec)");
    for (ControllerPath place : places) {
      context.cgroups().join(place);
    }
    context.show("exec " + shell(command));
    if (context.isDry()) {
      return context.done();
    }
    return execute(session, command);
  }

  private static String shell(List<String> command) {
    StringBuilder text = new StringBuilder();
    for (String word : command) {
      text.append(text.length() == 0 ? "" : " ").append(dev.jaula.cgroup.Shell.quote(word));
    }
    return text.toString();
  }

  /** As execvp(3): the first that can be executed; returns only with an error. */
  private static int execute(Session session, List<String> command) {
    String name = command.get(0);
    int error = -Errno.ENOENT;
    for (String path : candidates(session, name)) {
      int result = session.machine().processes().execute(path, command, session.environment());
      error = result == -Errno.ENOENT || result == -Errno.ENOTDIR ? error : result;
    }
    session.note(name + ": " + Errno.text(-error));
    return error == -Errno.ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
  }

  private static List<String> candidates(Session session, String name) {
    if (name.indexOf('/') >= 0) {
      return List.of(name);
    }
    String path = session.variable("PATH");
    String folders =
        path == null ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : path;
    List<String> candidates = new ArrayList<>();
    int start = 0;
    while (start <= folders.length()) {
      int end = folders.indexOf(':', start);
      end = end < 0 ? folders.length() : end;
      // an empty entry is the current directory
      candidates.add(end == start ? "./" + name : folders.substring(start, end) + "/" + name);
      start = end + 1;
    }
    return candidates;
  }
}
