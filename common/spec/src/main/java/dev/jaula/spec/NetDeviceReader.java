package dev.jaula.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads linux.netDevices (config-linux.md, "Network Devices"). */
final class NetDeviceReader {
  /** linux/if.h, IFNAMSIZ with its NUL. */
  private static final int MAX_BYTES = 15;

  private NetDeviceReader() {}

  /** Names on the host, with those in the container. */
  static Map<String, String> read(Field linux) {
    @Nullable Field devices = linux.get("netDevices");
    if (devices == null) {
      return Map.of();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (Field device : devices.entries()) {
      check(device, device.name());
      @Nullable Field name = device.get("name");
      boolean renamed = name != null && !name.text().isEmpty();
      Field where = renamed && name != null ? name : device;
      String inside = renamed ? where.text() : device.name();
      check(where, inside);
      if (names.containsValue(inside)) {
        throw where.bad("gives a second device the name " + inside + "; choose another");
      }
      names.put(device.name(), inside);
    }
    return names;
  }

  /** As the kernel's dev_valid_name. */
  private static void check(Field where, String name) {
    boolean right = !name.isEmpty() && !name.equals(".") && !name.equals("..");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      right &= c > ' ' && c != '/' && c != ':' && c != 0x7f;
    }
    if (!right || name.length() > MAX_BYTES) {
      throw where.bad("has no name that a network device can have; write e.g. \"eth0\"");
    }
  }
}
