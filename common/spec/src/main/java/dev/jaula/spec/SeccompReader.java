package dev.jaula.spec;

import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Condition;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Operator;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a seccomp profile; with a target in Docker's format, without in the runtime-spec's. */
final class SeccompReader {
  /** linux/err.h, MAX_ERRNO. */
  private static final int MAX_ERRNO = 4095;

  private SeccompReader() {}

  static Profile read(Field seccomp, SeccompFile.@Nullable Target target) {
    Field name = seccomp.need("defaultAction", "\"SCMP_ACT_ERRNO\"");
    Action action = action(name);
    @Nullable Integer errno = errno(seccomp, "defaultErrnoRet", action);
    List<Architecture> architectures =
        target == null ? architectures(seccomp) : DockerGuard.architectures(seccomp, target);
    List<String> flags = new ArrayList<>();
    for (Field item : seccomp.items("flags")) {
      flags.add(
          flagName(item.choice(FilterFlag.values(), SeccompReader::flagName, "a seccomp flag")));
    }
    List<Rule> rules = new ArrayList<>();
    for (Field item : seccomp.items("syscalls")) {
      // every rule is read, so that a mistake shows wherever the profile is used
      Rule rule = rule(item, target != null);
      if (target == null || DockerGuard.holds(item, target)) {
        rules.add(rule);
      }
    }
    return new Profile(action, errno, architectures, flags, rules);
  }

  static List<Architecture> architectures(Field seccomp) {
    List<Architecture> architectures = new ArrayList<>();
    for (Field item : seccomp.items("architectures")) {
      architectures.add(architecture(item));
    }
    return architectures;
  }

  static Architecture architecture(Field field) {
    return field.choice(Architecture.values(), Architecture::ociName, "a seccomp architecture");
  }

  private static String flagName(FilterFlag flag) {
    return "SECCOMP_FILTER_FLAG_" + flag.name();
  }

  private static Action action(Field field) {
    // the old name, which the spec's list still has
    if (field.text().equals("SCMP_ACT_KILL")) {
      return Action.KILL_THREAD;
    }
    return field.choice(Action.values(), Action::ociName, "a seccomp action");
  }

  private static @Nullable Integer errno(Field object, String key, Action action) {
    @Nullable Field field = object.get(key);
    if (field == null) {
      return null;
    }
    int errno = (int) field.integer(0, MAX_ERRNO);
    if (!action.takesErrno()) {
      throw field.bad("does not go with " + action.ociName() + "; remove it");
    }
    return errno;
  }

  private static Rule rule(Field item, boolean docker) {
    Action action = action(item.need("action", "\"SCMP_ACT_ALLOW\""));
    List<Condition> conditions = new ArrayList<>();
    for (Field arg : item.items("args")) {
      conditions.add(condition(arg));
    }
    return new Rule(names(item, docker), action, errno(item, "errnoRet", action), conditions);
  }

  /** Docker's profiles may have a single name. */
  private static List<String> names(Field item, boolean docker) {
    @Nullable String name = docker ? item.text("name") : null;
    List<String> names = item.texts("names");
    if (name == null || name.isEmpty()) {
      if (names.isEmpty()) {
        throw new SpecException(item.path() + ".names: is missing; add e.g. [\"ptrace\"]");
      }
      return names;
    }
    if (!names.isEmpty()) {
      throw item.bad("has both name and names; remove name");
    }
    return List.of(name);
  }

  private static Condition condition(Field arg) {
    int index = (int) arg.need("index", "0").integer(0, 5);
    Field op = arg.need("op", "\"SCMP_CMP_EQ\"");
    Operator operator = op.choice(Operator.values(), Operator::ociName, "a seccomp operator");
    @Nullable Field two = arg.get("valueTwo");
    long value = arg.need("value", "0").unsigned();
    return new Condition(index, operator, value, two == null ? 0 : two.unsigned());
  }
}
