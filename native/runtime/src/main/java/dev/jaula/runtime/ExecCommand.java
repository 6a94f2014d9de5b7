package dev.jaula.runtime;

import dev.jaula.host.IdMaps;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.ExecPlace;
import dev.jaula.perform.HookCalls;
import dev.jaula.perform.ListenerCall;
import dev.jaula.perform.Machine;
import dev.jaula.perform.OciPerformer;
import dev.jaula.perform.PerformException;
import dev.jaula.perform.Start;
import dev.jaula.perform.Started;
import dev.jaula.perform.Starter;
import dev.jaula.plan.Lifetime;
import dev.jaula.plan.OciPlan;
import dev.jaula.plan.OciWishes;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Planner;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Process;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code exec}: a further process in a running container. */
final class ExecCommand {
  private final Session session;
  private final Machine machine;
  private final Container container;
  private final Config config;
  private final Spec spec;
  private final boolean detached;
  private final Process process;
  private final Insight insight;

  private ExecCommand(Session session, Container container) {
    this.session = session;
    this.machine = session.machine();
    this.container = container;
    this.config = container.config(session);
    this.spec = config.spec();
    this.insight = Insight.of(session);
    this.detached = session.arguments().is("detach");
    Process read = new ExecProcess(session, spec.needProcess()).read();
    this.process = Labels.known(machine.files(), read);
    Labels.check(machine.files(), process, null);
  }

  static int run(Session session) {
    Container container = Container.of(session);
    Status status = container.status();
    if (!status.isAlive()) {
      throw new OciException(
          "cannot exec in a stopped container: container not running: \"" + container.id() + "\"");
    }
    if (status == Status.PAUSED && !session.arguments().is("ignore-paused")) {
      throw new OciException(
          "cannot exec in a paused container (use --ignore-paused to override): \""
              + container.id()
              + "\"");
    }
    return new ExecCommand(session, container).start();
  }

  private int start() {
    insight.phase("Plan");
    Plan plan = plan();
    return insight.isDry() ? insight.print(plan) : start(plan);
  }

  private int start(Plan plan) {
    @Nullable ConsoleSocket console = ConsoleSocket.connect(session, process.terminal(), detached);
    PidfdSocket pidfdSocket = PidfdSocket.connect(session);
    try (PidFile pidFile = PidFile.open(session);
        Fd pidfd = openInit()) {
      if (!detached) {
        Foreground.blockSignals(machine);
      }
      Starter starter = new Starter(machine, start(plan, pidfd));
      Started started = starter.start((pid, none) -> pidFile.write(pid));
      if (console != null && started.terminal() != null) {
        console.send(started.terminal());
      }
      pidfdSocket.send(started.pidfd(), "setns");
      insight.finish();
      return detached ? 0 : Foreground.follow(machine, started, console == null);
    } catch (PerformException e) {
      throw new OciException("exec failed: unable to start container process: " + e.getMessage());
    }
  }

  private Fd openInit() {
    @Nullable Fd pidfd = container.open();
    if (pidfd == null) {
      throw OciException.notRunning(container.id());
    }
    return pidfd;
  }

  private Plan plan() {
    Lifetime lifetime = detached ? Lifetime.ALONE : Lifetime.WITH_CALLER;
    Plan plain = Planner.exec(target(), process, config.filterKey(), lifetime);
    return OciPlan.exec(plain, process, spec, wishes());
  }

  private Start start(Plan plan, Fd pidfd) {
    @Nullable ListenerCall agent =
        SeccompAgent.connect(machine, spec, container.state(), container.state().init().pid());
    int preserved = PreservedFds.count(session, 0);
    return new Start(
        plan,
        insight.observer(),
        SeccompAgent.fit(config.filter(), spec),
        List.of(),
        pidfd,
        -1,
        -1,
        false,
        true,
        -1,
        preserved,
        HookCalls.NONE,
        new OciPerformer(machine, agent));
  }

  /** The container's keyring, or the caller's where {@code create --no-new-keyring} said so. */
  private OciWishes wishes() {
    boolean entersKeyring = !container.state().origin().keepsKeyring();
    return new OciWishes(container.id(), entersKeyring, SeccompAgent.isAsked(spec), Map.of());
  }

  private Planner.Target target() {
    List<String> tasks = new ArrayList<>();
    @Nullable String unified = null;
    Files files = machine.files();
    for (String cgroup : cgroups()) {
      if (files.exists(cgroup + "/tasks")) {
        tasks.add(cgroup + "/tasks");
      } else {
        unified = cgroup;
      }
    }
    int pid = container.state().init().pid();
    IdMaps maps = IdMaps.of(machine, pid);
    List<NamespaceType> namespaces = namespaces();
    boolean hasUser = namespaces.contains(NamespaceType.USER);
    long possible = hasUser ? -1 : machine.credentials().effectiveCapabilities();
    boolean becomesRoot = hasUser && !maps.isOwnRoot();
    return new Planner.Target(
        pid, namespaces, unified, tasks, becomesRoot, possible, maps.hasGroups());
  }

  /** Its own cgroups, or those of {@code --cgroup}. */
  private List<String> cgroups() {
    List<String> own = container.state().cgroups();
    List<String> typed = session.arguments().values("cgroup");
    if (typed.isEmpty()) {
      return placed(own);
    }
    List<String> below = SubCgroups.parse(typed).below(own);
    for (String directory : below) {
      if (!machine.files().exists(directory)) {
        throw new OciException("--cgroup: " + directory + ": no such file or directory; make it");
      }
    }
    return below;
  }

  /**
   * On v2 its own may take no process any more. Beside those of v1 one that is not there is what an
   * update could not make.
   */
  private List<String> placed(List<String> own) {
    List<String> placed = new ArrayList<>();
    for (String directory : own) {
      if (machine.files().exists(directory + "/tasks")) {
        placed.add(directory);
      }
    }
    int pid = container.state().init().pid();
    for (String directory : own) {
      boolean isThere = placed.isEmpty() || machine.files().exists(directory);
      if (isThere && !placed.contains(directory)) {
        placed.add(new ExecPlace(machine).of(directory, pid));
      }
    }
    return placed;
  }

  /** All that the spec names, made or joined: to enter one's own is harmless. */
  private List<NamespaceType> namespaces() {
    List<NamespaceType> types = new ArrayList<>();
    for (Namespace namespace : spec.linux().namespaces()) {
      types.add(namespace.type());
    }
    return types;
  }
}
