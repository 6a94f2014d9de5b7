package dev.jaula.spec;

import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a process (config.md, "Process" and "POSIX process"); {@link ProcessAttributes} reads what
 * Jaula's own commands never write.
 */
final class ProcessReader {
  private static final int OOM_SCORE = 1000;
  private static final long UMASK = 0777;

  private ProcessReader() {}

  static Process read(Field process, List<String> warnings) {
    @Nullable Field user = process.get("user");
    @Nullable Field sets = process.get("capabilities");
    @Nullable Long score = process.integer("oomScoreAdj", -OOM_SCORE, OOM_SCORE);
    return new Process(
        process.flag("terminal"),
        user == null ? User.ROOT : user(user),
        args(process.need("args", "[\"sh\"]")),
        env(process),
        process.need("cwd", "\"/\"").absolute(),
        sets == null ? null : capabilities(sets, warnings),
        rlimits(process),
        process.flag("noNewPrivileges"),
        score == null ? null : Integer.valueOf((int) (long) score));
  }

  private static List<String> args(Field field) {
    List<String> args = new ArrayList<>();
    for (Field item : field.items()) {
      args.add(item.text());
    }
    if (args.isEmpty()) {
      throw field.bad("is empty; write the command, e.g. [\"sh\"]");
    }
    return args;
  }

  /** The member env of a process or a hook. */
  static List<String> env(Field object) {
    List<String> env = new ArrayList<>();
    for (Field item : object.items("env")) {
      if (item.text().indexOf('=') < 1) {
        throw item.bad("is not a variable; write \"NAME=value\"");
      }
      env.add(item.text());
    }
    return env;
  }

  private static User user(Field user) {
    List<Integer> groups = new ArrayList<>();
    for (Field item : user.items("additionalGids")) {
      groups.add(item.id());
    }
    @Nullable Long umask = user.integer("umask", 0, UMASK);
    return new User(
        id(user, "uid"),
        id(user, "gid"),
        umask == null ? null : Integer.valueOf((int) (long) umask),
        groups);
  }

  private static int id(Field user, String key) {
    @Nullable Field field = user.get(key);
    return field == null ? 0 : field.id();
  }

  private static CapabilitySets capabilities(Field sets, List<String> warnings) {
    return new CapabilitySets(
        set(sets, "bounding", warnings),
        set(sets, "effective", warnings),
        set(sets, "inheritable", warnings),
        set(sets, "permitted", warnings),
        set(sets, "ambient", warnings));
  }

  /** config.md: what cannot be granted must be warned of and should not fail. */
  private static long set(Field sets, String key, List<String> warnings) {
    long set = 0;
    for (Field item : sets.items(key)) {
      String name = item.text();
      int number = Capabilities.number(name);
      if (number >= 0 && Capabilities.name(number).equals(name)) {
        set |= 1L << number;
      } else {
        String remedy = Suggestion.of(name, Capabilities.names(Capabilities.ALL));
        warnings.add(item.bad("is not a capability; " + remedy).getMessage());
      }
    }
    return set;
  }

  private static List<Rlimit> rlimits(Field process) {
    List<Rlimit> limits = new ArrayList<>();
    int seen = 0;
    for (Field item : process.items("rlimits")) {
      Field type = item.need("type", "\"RLIMIT_NOFILE\"");
      int resource = resource(type);
      if ((seen >> resource & 1) != 0) {
        throw type.bad("is there twice; remove one");
      }
      seen |= 1 << resource;
      Field soft = item.need("soft", "1024");
      long hard = item.need("hard", "1024").unsigned();
      if (soft.unsigned() + Long.MIN_VALUE > hard + Long.MIN_VALUE) {
        throw soft.bad("is above the hard limit; write at most the value of hard");
      }
      limits.add(new Rlimit(resource, soft.unsigned(), hard));
    }
    return limits;
  }

  /** The list of names is made only when it is needed for a suggestion. */
  private static int resource(Field type) {
    int resource = Limits.number(type.text());
    boolean exact = resource >= 0 && Limits.name(resource).equals(type.text());
    return exact ? resource : type.word(names(), "a resource limit");
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Limits.names().size(); i++) {
      names.add(Limits.name(i));
    }
    return names;
  }
}
