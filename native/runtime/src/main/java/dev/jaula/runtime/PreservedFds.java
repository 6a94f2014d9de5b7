package dev.jaula.runtime;

import dev.jaula.host.Words;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors from 3 on that the command inherits: those of socket activation
 * (sd_listen_fds(3)) and those of {@code --preserve-fds}.
 */
final class PreservedFds {
  private static final int MOST = 1024;

  private PreservedFds() {}

  static int count(Session session) {
    int count = number("LISTEN_FDS", session.variable("LISTEN_FDS"));
    count += number("--preserve-fds", session.arguments().value("preserve-fds"));
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
