package dev.jaula.perform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops and resumes all processes of a container at once (cgroup-v1/freezer-subsystem, cgroup-v2
 * "cgroup.freeze").
 */
public final class Freezer {
  private static final int TRIES = 1000;

  private final Machine machine;
  private final @Nullable String file;
  private final boolean legacy;

  private Freezer(Machine machine, @Nullable String file, boolean legacy) {
    this.machine = machine;
    this.file = file;
    this.legacy = legacy;
  }

  /** Of a container's directories, one for each hierarchy. */
  public static Freezer of(Machine machine, List<String> cgroups) {
    for (String cgroup : cgroups) {
      if (cgroup.startsWith("/sys/fs/cgroup/freezer/")) {
        return new Freezer(machine, cgroup + "/freezer.state", true);
      }
    }
    for (String cgroup : cgroups) {
      if (machine.files().exists(cgroup + "/cgroup.freeze")) {
        return new Freezer(machine, cgroup + "/cgroup.freeze", false);
      }
    }
    return new Freezer(machine, null, false);
  }

  /** Whether there is one at all. */
  public boolean isThere() {
    return file != null;
  }

  /** Also while it is only on its way. */
  public boolean isFrozen() {
    @Nullable String state = file == null ? null : machine.files().tryRead(file);
    return state != null
        && (state.startsWith("FROZEN") || state.startsWith("FREEZING") || state.startsWith("1"));
  }

  /** True when every process stands still; false when one does not, and then none does. */
  public boolean freeze() {
    if (file == null) {
      return false;
    }
    machine.files().write(file, legacy ? "FROZEN" : "1");
    for (int i = 0; i < TRIES && !isSettled(); i++) {
      machine.signals().poll(new int[0], new int[0], new int[0], 1);
      if (legacy && i % 50 == 49) {
        // a process that was forked meanwhile may have slipped through: v1 wants to be told again
        machine.files().write(file, "FROZEN");
      }
    }
    if (!isSettled()) {
      thaw();
      return false;
    }
    return true;
  }

  private boolean isSettled() {
    if (legacy) {
      String state = machine.files().tryRead(String.valueOf(file));
      return state != null && state.startsWith("FROZEN");
    }
    String path = String.valueOf(file);
    String events =
        machine.files().tryRead(path.substring(0, path.lastIndexOf('/')) + "/cgroup.events");
    return events == null || events.contains("frozen 1");
  }

  /** They go on; nothing is done when they do already. */
  public void thaw() {
    if (file != null && isFrozen()) {
      machine.files().write(file, legacy ? "THAWED" : "0");
    }
  }
}
