package dev.jaula.perform;

import dev.jaula.linux.Files;
import dev.jaula.plan.OciStep;
import dev.jaula.spec.IntelRdt;
import org.jspecify.annotations.Nullable;

/**
 * Groups of the resctrl file system (config-linux.md, "IntelRdt"; kernel: filesystems/resctrl.rst).
 */
public final class Rdt {
  private final Files files;

  public Rdt(Files files) {
    this.files = files;
  }

  void join(OciStep.JoinRdt step, int pid) {
    @Nullable String root = root();
    if (root == null) {
      throw new PerformException(
          PerformException.FAILED,
          "linux.intelRdt: resctrl is not mounted; try: mount -t resctrl resctrl /sys/fs/resctrl");
    }
    IntelRdt rules = step.rules();
    String group = group(root, rules, step.id());
    make(rules, group);
    files.write(group + "/tasks", String.valueOf(pid));
    if (rules.enableMonitoring()) {
      String monitor = monitor(group, step.id());
      files.directories().makeIfAbsent(monitor, 0755);
      files.write(monitor + "/tasks", String.valueOf(pid));
    }
  }

  private void make(IntelRdt rules, String group) {
    if (!hasRules(rules)) {
      if (rules.closId() != null && !files.exists(group)) {
        throw new PerformException(
            PerformException.FAILED,
            "linux.intelRdt.closID: there is no "
                + group
                + "; make it, or give schemata for a new one");
      }
      return;
    }
    files.directories().makeIfAbsent(group, 0755);
    files.write(group + "/schemata", schemata(rules));
  }

  /** Whether a container has a group whose schemata are its own to change. */
  public boolean hasGroup(IntelRdt rules, String id) {
    @Nullable String root = root();
    return root != null
        && !group(root, rules, id).equals(root)
        && files.exists(group(root, rules, id) + "/schemata");
  }

  /** Writes the schemata of the rules to the group that a container has. */
  public void update(IntelRdt rules, String id) {
    @Nullable String root = root();
    if (root != null) {
      files.write(group(root, rules, id) + "/schemata", schemata(rules));
    }
  }

  /** Removes what {@link #join} made for a container alone; a named class of service stays. */
  public void remove(IntelRdt rules, String id) {
    @Nullable String root = root();
    if (root == null) {
      return;
    }
    String group = group(root, rules, id);
    if (rules.enableMonitoring()) {
      files.directories().tryRemove(monitor(group, id));
    }
    if (rules.closId() == null && hasRules(rules)) {
      files.directories().tryRemove(group);
    }
  }

  private static String group(String root, IntelRdt rules, String id) {
    @Nullable String closId = rules.closId();
    if (closId != null) {
      return root + "/" + closId;
    }
    return hasRules(rules) ? root + "/" + id : root;
  }

  private static String monitor(String group, String id) {
    return group + "/mon_groups/" + id;
  }

  private static boolean hasRules(IntelRdt rules) {
    return rules.l3CacheSchema() != null
        || rules.memBwSchema() != null
        || !rules.schemata().isEmpty();
  }

  private static String schemata(IntelRdt rules) {
    StringBuilder text = new StringBuilder();
    line(rules.l3CacheSchema(), text);
    line(rules.memBwSchema(), text);
    for (String schema : rules.schemata()) {
      line(schema, text);
    }
    return text.toString();
  }

  private static void line(@Nullable String schema, StringBuilder text) {
    if (schema != null) {
      text.append(schema).append(schema.endsWith("\n") ? "" : "\n");
    }
  }

  /** Where it is mounted, or null. */
  private @Nullable String root() {
    String mounts = files.read("/proc/self/mounts");
    int at = mounts.indexOf(" resctrl ");
    if (at < 0) {
      return null;
    }
    int from = mounts.lastIndexOf(' ', at - 1) + 1;
    return mounts.substring(from, at);
  }
}
