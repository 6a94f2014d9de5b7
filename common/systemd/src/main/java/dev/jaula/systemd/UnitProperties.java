package dev.jaula.systemd;

import dev.jaula.cgroup.Version;
import java.util.ArrayList;
import java.util.List;

/** What a container's unit is, before any limit: a place, its first process, accounting. */
public final class UnitProperties {
  private UnitProperties() {}

  /**
   * A scope around a process, in its slice and with its cgroup handed over (Delegate); for a slice
   * the process is left out, since it holds none, and the slice above it is only wanted.
   *
   * @param description for people: {@code systemctl status} shows it
   * @param pid in the caller's pid namespace
   */
  public static List<Property> of(UnitPath unit, String description, int pid, Version version) {
    List<Property> properties = new ArrayList<>();
    properties.add(Property.of("Description", description));
    if (unit.isSlice()) {
      properties.add(new Property("Wants", Value.strings(List.of(unit.slice()))));
    } else {
      properties.add(Property.of("Slice", unit.slice()));
      properties.add(Property.of("Delegate", true));
      properties.add(new Property("PIDs", Value.uint32s(List.of(pid))));
    }
    properties.add(Property.of("MemoryAccounting", true));
    properties.add(Property.of("CPUAccounting", true));
    String io = version == Version.V2 ? "IOAccounting" : "BlockIOAccounting";
    properties.add(Property.of(io, true));
    properties.add(Property.of("TasksAccounting", true));
    // without this the scope would be ended before the engine at shutdown
    properties.add(Property.of("DefaultDependencies", false));
    return properties;
  }
}
