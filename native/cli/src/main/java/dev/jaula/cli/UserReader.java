package dev.jaula.cli;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
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

  /** A passwd(5) of fifty thousand users is shorter. */
  private static final int LONGEST = 4 << 20;

  /** No group(5) has so many members. */
  private static final int LONGEST_LINE = 256 << 10;

  private final Files files;
  private final String root;

  UserReader(Files files, String root) {
    this.files = files;
    this.root = root;
  }

  /** A user with its home directory. */
  record Found(User user, String home) {}

  Found read(@Nullable String text, List<String> further) {
    if ((text == null || text.isEmpty()) && further.isEmpty()) {
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
    find(
        "/etc/group",
        fields -> {
          if (fields.size() > 3
              && Values.split(fields.get(3), ',').contains(user)
              && Values.isNumber(fields.get(2))) {
            int id = id("user", fields.get(2));
            if (id != gid && !groups.contains(id)) {
              groups.add(id);
            }
          }
          return false;
        });
  }

  private List<String> line(String file, String name) {
    return find(file, fields -> fields.size() > 1 && fields.get(0).equals(name) && !name.isEmpty());
  }

  private List<String> lineOfId(String file, int id) {
    String text = String.valueOf(id);
    return find(file, fields -> fields.size() > 2 && fields.get(2).equals(text));
  }

  private interface Wanted {
    boolean is(List<String> fields);
  }

  /** The fields of the first line that is wanted; one at a time, as there may be very many. */
  private List<String> find(String file, Wanted wanted) {
    String text = read(file);
    int end;
    for (int from = 0; from < text.length(); from = end + 1) {
      int newline = text.indexOf('\n', from);
      end = newline < 0 ? text.length() : newline;
      if (end - from > LONGEST_LINE) {
        continue;
      }
      List<String> fields = Values.split(text.substring(from, end), ':');
      if (wanted.is(fields)) {
        return fields;
      }
    }
    return List.of();
  }

  private String read(String file) {
    try (Fd directory = files.open(root, Files.O_PATH | Files.O_DIRECTORY)) {
      @Nullable String text = files.readWithin(directory.number(), file, LONGEST);
      return text == null ? "" : text;
    } catch (LinuxException e) {
      if (e.errno() != Errno.EINVAL && e.errno() != Errno.EFBIG) {
        throw e;
      }
      throw new CliException(
          "the container's "
              + file
              + (e.errno() == Errno.EINVAL
                  ? " is no regular file"
                  : " is longer than " + (LONGEST >> 20) + " MiB")
              + "; mend it, or give users and groups by number");
    }
  }
}
