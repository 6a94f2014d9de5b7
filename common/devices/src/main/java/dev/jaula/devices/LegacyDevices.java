package dev.jaula.devices;

import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Limit;
import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules as writes to devices.allow and devices.deny (Documentation/admin-guide/cgroup-v1, devices).
 */
public final class LegacyDevices {
  private final String root;
  private final List<FileWrite> writes = new ArrayList<>();
  private final List<DeviceRule> exceptions = new ArrayList<>();
  private boolean allowsAll;

  private LegacyDevices(String root) {
    this.root = root;
  }

  /**
   * The writes of {@link DeviceRules#complete complete} rules to a cgroup below root. v1 keeps a
   * list of exceptions from a general rule, and takes from it only what it has word for word; what
   * it would silently ignore is a {@link CgroupException}.
   */
  public static List<FileWrite> writes(String root, List<DeviceRule> rules) {
    LegacyDevices devices = new LegacyDevices(root);
    for (DeviceRule rule : rules) {
      devices.add(rule);
    }
    return devices.writes;
  }

  private void add(DeviceRule rule) {
    if (DeviceRules.isTotal(rule)) {
      exceptions.clear();
      allowsAll = rule.allow();
      write(rule, "a");
    } else if (rule.type() == 'a') {
      // to v1 an "a" is everything, whatever numbers stand behind it
      add(new DeviceRule(rule.allow(), 'c', rule.major(), rule.minor(), rule.access()));
      add(new DeviceRule(rule.allow(), 'b', rule.major(), rule.minor(), rule.access()));
    } else {
      change(rule);
      write(rule, DeviceRules.text(rule));
    }
  }

  private void write(DeviceRule rule, String value) {
    String file = rule.allow() ? "devices.allow" : "devices.deny";
    writes.add(new FileWrite(Limit.DEVICES, "devices", root, file, value));
  }

  private void change(DeviceRule rule) {
    if (rule.allow() != allowsAll) {
      exceptions.add(rule);
      return;
    }
    for (DeviceRule exception : exceptions) {
      boolean same = exception.major() == rule.major() && exception.minor() == rule.minor();
      if (!same && overlap(exception, rule)) {
        throw new CgroupException(
            "linux.resources.devices: cgroup v1 cannot take \""
                + DeviceRules.text(rule)
                + "\" out of \""
                + DeviceRules.text(exception)
                + "\"; name the devices one by one, or use cgroup v2");
      }
    }
  }

  private static boolean overlap(DeviceRule a, DeviceRule b) {
    return a.type() == b.type()
        && meet(a.major(), b.major())
        && meet(a.minor(), b.minor())
        && (DeviceRules.bits(a) & DeviceRules.bits(b)) != 0;
  }

  private static boolean meet(int a, int b) {
    return a < 0 || b < 0 || a == b;
  }
}
