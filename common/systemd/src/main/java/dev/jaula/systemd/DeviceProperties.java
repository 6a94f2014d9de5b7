package dev.jaula.systemd;

import dev.jaula.cgroup.Version;
import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Device rules as DevicePolicy and DeviceAllow, so that a reload of systemd keeps them. systemd
 * only lists what is allowed, while OCI's rules are worked off one after the other. Where the two
 * do not meet, on v2 it is told the more generous list, because our own filter stands beside it and
 * both must agree; on v1 the narrower, because there it is rather one that overwrites the other.
 */
public final class DeviceProperties {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int MKNOD = 4;
  private static final int ALL = READ | WRITE | MKNOD;

  private final boolean isGenerous;
  private final List<Entry> entries = new ArrayList<>();
  private boolean allowsAll;
  private boolean isExact = true;

  /** What is allowed of one device; -1 stands for every number. */
  private record Entry(char type, int major, int minor, int access) {}

  private DeviceProperties(boolean isGenerous) {
    this.isGenerous = isGenerous;
  }

  /** The properties of all rules that hold for a container, the default devices' included. */
  public static List<Property> of(List<DeviceRule> rules, Version version) {
    DeviceProperties devices = new DeviceProperties(version == Version.V2);
    for (DeviceRule rule : rules) {
      devices.apply(rule);
    }
    return devices.properties();
  }

  private void apply(DeviceRule rule) {
    int access = access(rule.access());
    boolean isAny = rule.type() == 'a';
    if (isAny && rule.major() < 0 && rule.minor() < 0 && access == ALL) {
      entries.clear();
      allowsAll = rule.allow();
      isExact = true;
      return;
    }
    for (char type : new char[] {'c', 'b'}) {
      if (isAny || rule.type() == type) {
        Entry entry = new Entry(type, rule.major(), rule.minor(), access);
        if (rule.allow()) {
          allow(entry);
        } else {
          deny(entry);
        }
      }
    }
  }

  private void allow(Entry more) {
    if (allowsAll) {
      return; // an exception from an earlier denial, which is not listed either
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      if (e.type() == more.type() && e.major() == more.major() && e.minor() == more.minor()) {
        entries.set(i, with(e, e.access() | more.access()));
        return;
      }
    }
    entries.add(more);
  }

  private void deny(Entry less) {
    if (allowsAll) {
      isExact = false;
      return;
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry e = entries.get(i);
      boolean isCovered = covers(less.major(), e.major()) && covers(less.minor(), e.minor());
      if (e.type() == less.type() && (isCovered || !isGenerous && overlaps(e, less))) {
        entries.set(i, with(e, e.access() & ~less.access()));
      }
    }
  }

  private static Entry with(Entry e, int access) {
    return new Entry(e.type(), e.major(), e.minor(), access);
  }

  private static boolean covers(int wide, int narrow) {
    return wide < 0 || wide == narrow;
  }

  private static boolean overlaps(Entry one, Entry other) {
    return (covers(one.major(), other.major()) || covers(other.major(), one.major()))
        && (covers(one.minor(), other.minor()) || covers(other.minor(), one.minor()));
  }

  private List<Property> properties() {
    List<Value> allowed = new ArrayList<>();
    boolean isOpen = allowsAll && (isExact || isGenerous);
    if (!isOpen) {
      for (Entry e : entries) {
        String name = name(e);
        if (e.access() != 0 && !name.isEmpty()) {
          allowed.add(Value.fields(Value.string(name), Value.string(letters(e.access()))));
        }
      }
    }
    List<Property> properties = new ArrayList<>();
    properties.add(Property.of("DevicePolicy", isOpen ? "auto" : "strict"));
    // an empty list empties the list that is there; without one it would grow
    properties.add(list(List.of()));
    if (!allowed.isEmpty()) {
      properties.add(list(allowed));
    }
    return properties;
  }

  private static Property list(List<Value> entries) {
    return new Property("DeviceAllow", new Value.Items("(ss)", entries));
  }

  /** systemd cannot say one minor number of every driver. */
  private String name(Entry e) {
    String kind = e.type() == 'c' ? "char" : "block";
    if (e.major() < 0) {
      return e.minor() < 0 || isGenerous ? kind + "-*" : "";
    }
    return e.minor() < 0
        ? kind + "-" + e.major()
        : "/dev/" + kind + "/" + e.major() + ":" + e.minor();
  }

  private static int access(String letters) {
    return (letters.indexOf('r') >= 0 ? READ : 0)
        | (letters.indexOf('w') >= 0 ? WRITE : 0)
        | (letters.indexOf('m') >= 0 ? MKNOD : 0);
  }

  private static String letters(int access) {
    return ((access & READ) != 0 ? "r" : "")
        + ((access & WRITE) != 0 ? "w" : "")
        + ((access & MKNOD) != 0 ? "m" : "");
  }
}
