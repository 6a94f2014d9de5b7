package dev.jaula.runtime;

import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors from 3 on that the command inherits: those of socket activation
 * (sd_listen_fds(3)) and those of {@code --preserve-fds}.
 */
final class PreservedFds {
  private static final int MOST = 1024;

  private PreservedFds() {}

  /** How many were handed to this process by socket activation, and to no other. */
  static int listening(Session session) {
    String self = String.valueOf(session.machine().processes().id());
    return self.equals(session.variable("LISTEN_PID"))
        ? number("LISTEN_FDS", session.variable("LISTEN_FDS"))
        : 0;
  }

  /** The environment in which the command, which is process 1, finds them. */
  static List<String> announced(List<String> env, int listening) {
    if (listening == 0) {
      return env;
    }
    List<String> all = new ArrayList<>(env);
    all.add("LISTEN_FDS=" + listening);
    all.add("LISTEN_PID=1");
    return all;
  }

  /**
   * All of them.
   *
   * @param listening those of socket activation
   */
  static int count(Session session, int listening) {
    int count = listening + number("--preserve-fds", session.arguments().value("preserve-fds"));
    for (int fd = 3; fd < 3 + count; fd++) {
      if (session.machine().files().statDescriptor(fd) == null) {
        throw new OciException(
            "--preserve-fds: descriptor " + fd + " is not open; give the number of those that are");
      }
    }
    return count;
  }

  private static int number(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return 0;
    }
    if (!Words.isNumber(text) || Long.parseLong(text) < 0 || Long.parseLong(text) > MOST) {
      throw new OciException(name + ": \"" + text + "\" is not a number from 0 to " + MOST);
    }
    return Integer.parseInt(text);
  }
}
