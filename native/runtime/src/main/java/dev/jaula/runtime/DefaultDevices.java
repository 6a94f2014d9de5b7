package dev.jaula.runtime;

import dev.jaula.spec.Device;
import java.util.ArrayList;
import java.util.List;

/** What every container has in /dev (config-linux.md, "Default Devices"). */
final class DefaultDevices {
  private static final List<Device> ALL =
      List.of(
          device("/dev/null", 1, 3),
          device("/dev/zero", 1, 5),
          device("/dev/full", 1, 7),
          device("/dev/random", 1, 8),
          device("/dev/urandom", 1, 9),
          device("/dev/tty", 5, 0));

  private DefaultDevices() {}

  /** The devices of a spec, and those that it does not name. */
  static List<Device> with(List<Device> named) {
    List<Device> devices = new ArrayList<>(named);
    for (Device device : ALL) {
      if (!has(named, device.path())) {
        devices.add(device);
      }
    }
    return devices;
  }

  private static boolean has(List<Device> devices, String path) {
    for (Device device : devices) {
      if (device.path().equals(path)) {
        return true;
      }
    }
    return false;
  }

  private static Device device(String path, int major, int minor) {
    return new Device(path, 'c', major, minor, 0666, 0, 0, null);
  }
}
