package dev.jaula.perform;

import dev.jaula.linux.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's home directory, from the container's own passwd(5). */
final class Home {
  private static final int MOST = 4 << 20;
  private static final String NAME = "HOME=";
  private static final int UID = 2;
  private static final int DIRECTORY = 5;

  private Home() {}

  /** The environment with HOME, as runc adds it where it is missing or empty. */
  static List<String> added(Files files, List<String> env, int uid) {
    List<String> all = new ArrayList<>(env.size() + 1);
    for (String variable : env) {
      if (variable.startsWith(NAME) && variable.length() > NAME.length()) {
        return env;
      }
      if (!variable.startsWith(NAME)) {
        all.add(variable);
      }
    }
    all.add(NAME + of(files, uid));
    return all;
  }

  /** The root directory for who is not listed. */
  private static String of(Files files, int uid) {
    @Nullable String passwd = files.readWithin(Files.AT_FDCWD, "/etc/passwd", MOST);
    String wanted = Integer.toUnsignedString(uid);
    int from = 0;
    while (passwd != null && from < passwd.length()) {
      int end = passwd.indexOf('\n', from);
      String line = passwd.substring(from, end < 0 ? passwd.length() : end);
      if (field(line, UID).equals(wanted) && !field(line, DIRECTORY).isEmpty()) {
        return field(line, DIRECTORY);
      }
      from += line.length() + 1;
    }
    return "/";
  }

  private static String field(String line, int number) {
    int from = 0;
    for (int i = 0; i < number; i++) {
      int colon = line.indexOf(':', from);
      if (colon < 0) {
        return "";
      }
      from = colon + 1;
    }
    int to = line.indexOf(':', from);
    return line.substring(from, to < 0 ? line.length() : to);
  }
}
