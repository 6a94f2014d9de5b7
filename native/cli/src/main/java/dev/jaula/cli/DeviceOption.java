package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.spec.Device;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The devices every container has (runtime-linux.md, "Default Devices"), and those of {@code
 * --device}.
 */
final class DeviceOption {
  private static final int EVERYBODY = 0666;

  private DeviceOption() {}

  static List<Device> read(Arguments arguments, Files files) {
    List<Device> devices = defaults();
    for (String text : arguments.values("device")) {
      Device device = device(text, files);
      devices.removeIf(other -> other.path().equals(device.path()));
      devices.add(device);
    }
    return devices;
  }

  static List<Device> defaults() {
    List<Device> devices = new ArrayList<>();
    devices.add(standard("/dev/null", 1, 3));
    devices.add(standard("/dev/zero", 1, 5));
    devices.add(standard("/dev/full", 1, 7));
    devices.add(standard("/dev/random", 1, 8));
    devices.add(standard("/dev/urandom", 1, 9));
    devices.add(standard("/dev/tty", 5, 0));
    return devices;
  }

  private static Device standard(String path, int major, int minor) {
    return new Device(path, 'c', major, minor, EVERYBODY, 0, 0, null);
  }

  /** With the host's own /dev inside, a device at another path would be made on the host. */
  static void requireSamePath(String text) {
    List<String> parts = Values.split(text, ':');
    if (!target(parts).equals(parts.get(0))) {
      throw Values.bad(
          "device",
          text,
          "possible with --privileged, which shows the host's /dev: leave one of them out, or give"
              + " -v "
              + parts.get(0)
              + ":"
              + target(parts));
    }
  }

  private static String target(List<String> parts) {
    return parts.size() > 1 && parts.get(1).startsWith("/") ? parts.get(1) : parts.get(0);
  }

  private static Device device(String text, Files files) {
    List<String> parts = Values.split(text, ':');
    String source = parts.get(0);
    String target = target(parts);
    @Nullable Stat stat = files.stat(source);
    if (stat == null || !stat.isCharacterDevice() && !stat.isBlockDevice()) {
      throw Values.bad("device", text, "valid: " + source + " is no device of this host");
    }
    String access = parts.get(parts.size() - 1);
    if (parts.size() > 1 && !access.startsWith("/") && !isAccess(access)) {
      throw Values.bad("device", text, "valid: access is made of r, w and m");
    }
    if (isAccess(access) && !access.equals("rwm") && !access.equals("rw")) {
      throw Values.bad(
          "device",
          text,
          "possible: a device is given with rwm or not at all, as its node is mounted");
    }
    char type = stat.isBlockDevice() ? 'b' : 'c';
    return new Device(
        target, type, stat.nodeMajor(), stat.nodeMinor(), stat.mode() & 0777, 0, 0, source);
  }

  private static boolean isAccess(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("rwm".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
