package dev.jaula.runtime;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Shell;
import dev.jaula.devices.DeviceRules;
import dev.jaula.host.UserNamespace;
import dev.jaula.perform.Machine;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import dev.jaula.plan.UnitSteps;
import dev.jaula.spec.DeviceRule;
import dev.jaula.spec.Spec;
import dev.jaula.systemd.AnnotationProperties;
import dev.jaula.systemd.DeviceProperties;
import dev.jaula.systemd.Property;
import dev.jaula.systemd.PropertyWords;
import dev.jaula.systemd.ResourceProperties;
import dev.jaula.systemd.Systemd;
import dev.jaula.systemd.SystemdException;
import dev.jaula.systemd.UnitPath;
import dev.jaula.systemd.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The unit of systemd that holds a container's cgroup, of the system's manager or the user's. */
final class SystemdUnit {
  private final Machine machine;
  private final UnitPath path;
  private boolean started;

  private SystemdUnit(Machine machine, UnitPath path) {
    this.machine = machine;
    this.path = path;
  }

  /** The unit that linux.cgroupsPath names ({@code slice:prefix:name}). */
  static SystemdUnit of(Session session, Spec spec) {
    boolean isUser = session.machine().credentials().userId() != 0;
    UnitPath path = UnitPath.of(spec.linux().cgroupsPath(), session.id(), isUser);
    return new SystemdUnit(session.machine(), path);
  }

  /** The unit of a container that exists, or null when systemd has none for it. */
  static @Nullable SystemdUnit of(Machine machine, RuntimeState state) {
    @Nullable String unit = state.unit();
    if (unit == null) {
      return null;
    }
    int slash = unit.indexOf('/');
    UnitPath path = new UnitPath(unit.substring(0, slash), unit.substring(slash + 1));
    return new SystemdUnit(machine, path);
  }

  /**
   * As the state keeps it, {@code system.slice/jaula-x.scope}, when it was made for the container.
   * One that was there already, with others in it, is not ours to stop.
   */
  @Nullable String text() {
    return started ? path.slice() + "/" + path.name() : null;
  }

  /** Where the unit's cgroup will be. */
  BasePath cgroup() {
    if (isSystems()) {
      return new BasePath(path.cgroup("/"), "");
    }
    try (Systemd systemd = connect()) {
      return new BasePath(path.cgroup(systemd.managerControlGroup()), "");
    }
  }

  private boolean isSystems() {
    return machine.credentials().userId() == 0;
  }

  private Systemd connect() {
    return isSystems()
        ? Systemd.system(machine.kernel())
        : Systemd.user(machine.kernel(), machine.credentials().userId());
  }

  /** The plan with the unit made around init before anything is limited. */
  Plan arrange(Plan plan, Spec spec, HostFacts facts, String id) {
    Hierarchies hierarchies = facts.hierarchies();
    @Nullable String move = null;
    if (path.isSlice() && hierarchies.isUnified() && hierarchies.unified() != null) {
      // a slice takes no process from systemd
      move = hierarchies.unified().directory(facts.cgroup().path()) + "/cgroup.procs";
    }
    Step.EnterUnit enter =
        new Step.EnterUnit(
            path.name(),
            pid -> start(spec, hierarchies, id, pid),
            () -> PropertyWords.of(properties(spec, hierarchies, id, 0, this::version)));
    return UnitSteps.rearrange(plan, enter, move);
  }

  private void start(Spec spec, Hierarchies hierarchies, String id, int pid) {
    try (Systemd systemd = connect()) {
      started = systemd.start(path, properties(spec, hierarchies, id, pid, systemd::version));
    }
  }

  private List<Property> properties(
      Spec spec, Hierarchies hierarchies, String id, int pid, IntSupplier systemd) {
    Resources resources = spec.linux().resources();
    String description = "Jaula container " + id;
    List<Property> all =
        new ArrayList<>(UnitProperties.of(path, description, pid, hierarchies.version()));
    all.addAll(ResourceProperties.of(resources, hierarchies.version(), systemd));
    all.addAll(ResourceProperties.atStart(resources, systemd));
    List<DeviceRule> rules = spec.linux().deviceRules();
    if (!rules.isEmpty() && UserNamespace.isInitial(machine)) {
      all.addAll(DeviceProperties.of(DeviceRules.complete(rules), hierarchies.version()));
    }
    all.addAll(AnnotationProperties.of(spec.annotations()));
    return all;
  }

  /** A plan is told where systemd does not run, too: then as to the newest. */
  private int version() {
    try (Systemd systemd = connect()) {
      return systemd.version();
    } catch (SystemdException e) {
      return Integer.MAX_VALUE;
    }
  }

  /** After a failed start: nothing of it stays, and nothing of anybody else's is touched. */
  void undo() {
    if (started) {
      try {
        stop();
      } catch (SystemdException e) {
        // the failure that brought us here is told
      }
    }
  }

  /** Ends the unit; one that is gone is fine. */
  void stop() {
    try (Systemd systemd = connect()) {
      systemd.stop(path);
    }
  }

  /**
   * Tells systemd of changed limits, so that it keeps them; the files are written as well.
   *
   * @return what it was told
   */
  List<Property> update(Resources resources, Hierarchies hierarchies) {
    try (Systemd systemd = connect()) {
      List<Property> limits =
          ResourceProperties.of(resources, hierarchies.version(), systemd::version);
      systemd.setProperties(path, limits);
      return limits;
    }
  }

  /** An update in words. */
  String explain(List<Property> limits) {
    StringBuilder text = new StringBuilder("# systemctl set-property --runtime ");
    text.append(Shell.quote(path.name())).append('\n');
    for (String limit : PropertyWords.of(limits)) {
      text.append("#   ").append(limit).append('\n');
    }
    return text.toString();
  }
}
