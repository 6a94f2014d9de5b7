package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.handover.RunRecord;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.Mount;
import dev.jaula.spec.ProcessIdentity;
import dev.jaula.spec.Spec;
import dev.jaula.spec.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the states that are kept of containers. */
final class States {
  /** How stop asks, and how long it waits: kept as labels, as images keep them in their config. */
  static final String STOP_SIGNAL = "jaula.stop-signal";

  static final String STOP_TIMEOUT = "jaula.stop-timeout";

  private static final long SECOND = 1_000_000_000L;

  private States() {}

  /**
   * The monitor is the parent of the container's first process and holds the container's lock:
   * while it does, the pid cannot have been given to another process, so start times are not read.
   */
  static ContainerState started(
      Session session,
      Arguments arguments,
      RunRecord image,
      Spec spec,
      String id,
      String name,
      int pid,
      List<String> cgroups,
      @Nullable String filterKey) {
    boolean detached = arguments.is("detach");
    return new ContainerState(
        id,
        name,
        new ProcessIdentity(pid, 0),
        new ProcessIdentity(session.machine().processes().id(), 0),
        now(session.machine()),
        arguments.operands().get(0),
        spec.root().path(),
        spec.hostname(),
        spec.needProcess(),
        filterKey,
        NamespaceChoice.flags(spec.linux().namespaces()),
        cgroups,
        labels(arguments, image),
        volumes(spec),
        arguments.is("rm", !detached),
        detached || arguments.is("tty") ? Detached.logPath(session, name) : null,
        null);
  }

  private static Map<String, String> labels(Arguments arguments, RunRecord image) {
    Map<String, String> labels = new LinkedHashMap<>(image.labels());
    for (String text : arguments.values("label")) {
      int equals = text.indexOf('=');
      labels.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    keep(labels, STOP_SIGNAL, arguments.value("stop-signal", image.stopSignal()));
    keep(labels, STOP_TIMEOUT, arguments.value("stop-timeout"));
    return labels;
  }

  private static void keep(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value);
    }
  }

  private static List<Mount> volumes(Spec spec) {
    List<Mount> volumes = new ArrayList<>();
    for (Mount mount : spec.mounts()) {
      boolean standard =
          List.of("/proc", "/sys", "/dev/mqueue", "/sys/fs/cgroup", "/dev")
              .contains(mount.destination());
      if (mount.isBind() && !standard) {
        volumes.add(mount);
      }
    }
    return volumes;
  }

  static Timestamp now(Machine machine) {
    long nanos = machine.processes().time(0);
    return new Timestamp(nanos / SECOND, (int) (nanos % SECOND));
  }
}
