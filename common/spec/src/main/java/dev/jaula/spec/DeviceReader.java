package dev.jaula.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads linux.devices and linux.resources.devices (config-linux.md, "Devices"). */
final class DeviceReader {
  private static final List<String> NODES = List.of("c", "u", "b", "p");
  private static final List<String> RULES = List.of("a", "b", "c");

  /** Bits of dev_t inside the kernel: 12 and 20 (linux/kdev_t.h). */
  private static final int MAX_MAJOR = 4095;

  private static final int MAX_MINOR = 1048575;

  /** Older Docker writes the bits of the file's type too, so all 16 bits are taken. */
  private static final int MAX_MODE = 0177777;

  private static final int MODE = 07777;
  private static final int DEFAULT_MODE = 0666;

  private DeviceReader() {}

  static List<Device> devices(Field linux) {
    List<Device> devices = new ArrayList<>();
    for (Field item : linux.items("devices")) {
      String path = item.need("path", "\"/dev/fuse\"").absolute();
      int type = item.need("type", "\"c\"").word(NODES, "a kind of device");
      boolean pipe = NODES.get(type).equals("p");
      @Nullable Long mode = item.integer("fileMode", 0, MAX_MODE);
      devices.add(
          new Device(
              path,
              NODES.get(type).charAt(0),
              pipe ? 0 : (int) item.need("major", "10").integer(0, MAX_MAJOR),
              pipe ? 0 : (int) item.need("minor", "229").integer(0, MAX_MINOR),
              mode == null ? DEFAULT_MODE : (int) (long) mode & MODE,
              id(item, "uid"),
              id(item, "gid"),
              null));
    }
    return devices;
  }

  static List<DeviceRule> rules(Field resources) {
    List<DeviceRule> rules = new ArrayList<>();
    for (Field item : resources.items("devices")) {
      item.need("allow", "true");
      @Nullable Field type = item.get("type");
      boolean every = type == null || type.text().isEmpty();
      rules.add(
          new DeviceRule(
              item.flag("allow"),
              every || type == null
                  ? 'a'
                  : RULES.get(type.word(RULES, "a kind of device")).charAt(0),
              number(item, "major", MAX_MAJOR),
              number(item, "minor", MAX_MINOR),
              access(item.need("access", "\"rwm\""))));
    }
    return rules;
  }

  private static int id(Field item, String key) {
    @Nullable Field field = item.get(key);
    return field == null ? 0 : field.id();
  }

  /** Absent and -1 stand for every number. */
  private static int number(Field item, String key, int max) {
    @Nullable Long number = item.integer(key, -1, max);
    return number == null ? -1 : (int) (long) number;
  }

  private static String access(Field field) {
    String access = field.text();
    for (int i = 0; i < access.length(); i++) {
      if ("rwm".indexOf(access.charAt(i)) < 0) {
        throw field.bad("is not an access; write letters of r, w and m");
      }
    }
    if (access.isEmpty()) {
      throw field.bad("is empty; write letters of r, w and m");
    }
    return access;
  }
}
