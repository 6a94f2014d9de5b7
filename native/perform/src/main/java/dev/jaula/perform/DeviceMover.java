package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.NetDevices;
import dev.jaula.linux.Processes;
import dev.jaula.plan.OciStep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves network devices of the host into a container's network namespace, where they keep their
 * global addresses and are brought up (config-linux.md, "Network Devices").
 */
final class DeviceMover {
  private final Machine machine;

  DeviceMover(Machine machine) {
    this.machine = machine;
  }

  void move(OciStep.MoveDevices step, int pid) {
    @Nullable String joined = step.namespace();
    String path = joined == null ? "/proc/" + pid + "/ns/net" : joined;
    try (Fd namespace = machine.files().open(path, Files.O_RDONLY);
        NetDevices outside = new NetDevices(machine.kernel());
        NetDevices inside = enter(namespace, path)) {
      for (Map.Entry<String, String> device : step.devices().entrySet()) {
        move(device.getKey(), device.getValue(), namespace, outside, inside);
      }
    }
  }

  private void move(
      String name, String newName, Fd namespace, NetDevices outside, NetDevices inside) {
    int number = outside.index(name);
    List<NetDevices.Address> addresses = outside.addresses(number, name);
    outside.move(number, name, namespace.number(), newName);
    int moved = inside.index(newName);
    for (NetDevices.Address address : addresses) {
      inside.add(moved, newName, address);
    }
    inside.raise(moved, newName);
  }

  /** A socket belongs to the namespace that it was made in; this process goes back at once. */
  private NetDevices enter(Fd namespace, String path) {
    String own = "/proc/self/ns/net";
    try (Fd here = machine.files().open(own, Files.O_RDONLY)) {
      Processes processes = machine.processes();
      processes.setNamespace(namespace.number(), Processes.CLONE_NEWNET, path);
      try {
        return new NetDevices(machine.kernel());
      } finally {
        processes.setNamespace(here.number(), Processes.CLONE_NEWNET, own);
      }
    }
  }
}
