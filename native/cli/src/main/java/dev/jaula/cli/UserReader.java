package dev.jaula.cli;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.spec.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups by name, from the container's own passwd(5) and group(5), which are read without
 * leaving its root. Docker's rules: a name is looked up first, a number stands for itself,
 * supplementary groups come from the group file unless a group is given.
 */
final class UserReader {
  private static final long MOST = 2147483647L;

  private final Files files;
  private final String root;

  UserReader(Files files, String root) {
    this.files = files;
    this.root = root;
  }

  /** A user with its home directory. */
  record Found(User user, String home) {}

  Found read(@Nullable String text, List<String> further) {
    if (text == null && further.isEmpty()) {
      return new Found(User.ROOT, "/root");
    }
    String typed = text == null || text.isEmpty() ? "0" : text;
    int colon = typed.indexOf(':');
    String userPart = colon < 0 ? typed : colon == 0 ? "0" : typed.substring(0, colon);
    @Nullable String groupPart = colon < 0 ? null : typed.substring(colon + 1);
    // a number is never looked up as a name (CVE-2016-3697)
    List<String> passwd = Values.isNumber(userPart) ? List.of() : line("/etc/passwd", userPart);
    int uid = uid(userPart, passwd);
    if (passwd.isEmpty()) {
      passwd = lineOfId("/etc/passwd", uid);
    }
    int gid =
        groupPart != null
            ? gid("user", groupPart)
            : passwd.size() > 3 ? id("user", passwd.get(3)) : 0;
    String home = passwd.size() > 5 ? passwd.get(5) : "/";
    return new Found(new User(uid, gid, null, groups(passwd, groupPart, gid, further)), home);
  }

  private int uid(String text, List<String> passwd) {
    if (passwd.size() > 2) {
      return id("user", passwd.get(2));
    }
    if (!Values.isNumber(text)) {
      throw new CliException(
          "--user: no user \""
              + text
              + "\" in the container's /etc/passwd; name one that is there, or a number");
    }
    return id("user", text);
  }

  private int gid(String option, String text) {
    if (Values.isNumber(text)) {
      return id(option, text);
    }
    List<String> group = line("/etc/group", text);
    if (group.size() <= 2) {
      throw new CliException(
          "--"
              + option
              + ": no group \""
              + text
              + "\" in the container's /etc/group; name one that is there, or a number");
    }
    return id(option, group.get(2));
  }

  /** Never an id that wraps to another one (CVE-2024-40635). */
  private static int id(String option, String text) {
    return (int) Values.number(option, text, 0, MOST);
  }

  private List<Integer> groups(
      List<String> passwd, @Nullable String groupPart, int gid, List<String> further) {
    List<Integer> groups = new ArrayList<>();
    if (groupPart == null && !passwd.isEmpty()) {
      memberships(passwd.get(0), gid, groups);
    }
    for (String name : further) {
      int id = gid("group-add", name);
      if (!groups.contains(id)) {
        groups.add(id);
      }
    }
    return groups;
  }

  private void memberships(String user, int gid, List<Integer> groups) {
    for (String line : Values.split(read("/etc/group"), '\n')) {
      List<String> fields = Values.split(line, ':');
      if (fields.size() > 3
          && Values.split(fields.get(3), ',').contains(user)
          && Values.isNumber(fields.get(2))) {
        int id = id("user", fields.get(2));
        if (id != gid && !groups.contains(id)) {
          groups.add(id);
        }
      }
    }
  }

  private List<String> line(String file, String name) {
    for (String line : Values.split(read(file), '\n')) {
      if (line.startsWith(name + ":") && !name.isEmpty()) {
        return Values.split(line, ':');
      }
    }
    return List.of();
  }

  private List<String> lineOfId(String file, int id) {
    String text = String.valueOf(id);
    for (String line : Values.split(read(file), '\n')) {
      List<String> fields = Values.split(line, ':');
      if (fields.size() > 2 && fields.get(2).equals(text)) {
        return fields;
      }
    }
    return List.of();
  }

  private String read(String file) {
    try (Fd directory = files.open(root, Files.O_PATH | Files.O_DIRECTORY)) {
      int flags = Files.O_RDONLY | Files.O_NONBLOCK;
      int fd =
          files.tryOpenResolved(
              directory.number(), file, flags, Files.RESOLVE_IN_ROOT | Files.RESOLVE_NO_MAGICLINKS);
      if (fd < 0) {
        return "";
      }
      try (Fd open = files.own(fd)) {
        return Bytes.decode(files.readAll(open.number()));
      }
    }
  }
}
