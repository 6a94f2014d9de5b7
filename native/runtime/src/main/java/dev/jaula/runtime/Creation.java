package dev.jaula.runtime;

import dev.jaula.host.ProcessStat;
import dev.jaula.linux.Files;
import dev.jaula.perform.CgroupRemover;
import dev.jaula.perform.ListenerCall;
import dev.jaula.perform.Machine;
import dev.jaula.perform.OciPerformer;
import dev.jaula.perform.Offspring;
import dev.jaula.perform.PerformException;
import dev.jaula.perform.Program;
import dev.jaula.perform.Rdt;
import dev.jaula.perform.Start;
import dev.jaula.perform.Started;
import dev.jaula.perform.Starter;
import dev.jaula.plan.HookKind;
import dev.jaula.plan.Lifetime;
import dev.jaula.plan.OciWishes;
import dev.jaula.plan.Plan;
import dev.jaula.spec.IntelRdt;
import dev.jaula.spec.Process;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a container from a bundle, up to the execution of its command or shortly before it. */
final class Creation implements Starter.Made {
  private static final int PRIVATE = 0700;

  private final Session session;
  private final Machine machine;
  private final String id;
  private final Bundle bundle;
  private final Lifetime lifetime;
  private final Insight insight;
  private final @Nullable ConsoleSocket console;
  private final PidfdSocket pidfdSocket;
  private final @Nullable String filterKey;
  private final @Nullable Program filter;
  private final Plan plan;
  private final @Nullable SystemdUnit unit;
  private final int preserved;
  private final PidFile pidFile;
  private final @Nullable ListenerCall agent;
  private RuntimeState state;
  private StateDirectory directory;
  private @Nullable Starter starter;

  /** Reads and plans; nothing is made yet. */
  Creation(Session session, Lifetime lifetime, boolean detached, Insight insight) {
    this.session = session;
    this.machine = session.machine();
    this.id = session.id();
    this.lifetime = lifetime;
    this.insight = insight;
    insight.phase("ReadBundle");
    this.bundle = Bundle.read(session);
    int listening = PreservedFds.listening(session);
    this.preserved = PreservedFds.count(session, listening);
    this.pidFile = PidFile.open(session);
    this.console =
        insight.isDry()
            ? null
            : ConsoleSocket.connect(session, bundle.spec().needProcess().terminal(), detached);
    this.pidfdSocket = insight.isDry() ? PidfdSocket.none(session) : PidfdSocket.connect(session);
    this.filterKey = bundle.filterKey();
    Spec spec = announced(bundle.spec(), listening);
    this.filter = SeccompAgent.fit(bundle.filter(), spec);
    Labels.check(machine.files(), spec.needProcess(), spec.linux().mountLabel());
    insight.phase("Plan");
    CreationPlan planning = new CreationPlan(session, spec, wishes());
    this.unit = planning.unit();
    this.plan = planning.make(filterKey, lifetime);
    List<String> planned = CgroupPlace.planned(plan);
    this.state =
        RuntimeState.planned(
            Origin.of(session, bundle), planned, CgroupPlace.existing(machine, planned));
    this.agent = insight.isDry() ? null : SeccompAgent.connect(machine, spec, state, 0);
    this.directory = session.state().at(id);
  }

  private static Spec announced(Spec spec, int listening) {
    Process process = spec.needProcess();
    return listening == 0
        ? spec
        : spec.with(process.with(PreservedFds.announced(process.env(), listening)));
  }

  private OciWishes wishes() {
    Spec spec = bundle.spec();
    return new OciWishes(
        id,
        !session.arguments().is("no-new-keyring"),
        SeccompAgent.isAsked(spec),
        BundleMounts.links(machine.files(), spec.mounts()));
  }

  Plan plan() {
    return plan;
  }

  /** Whether the terminal, if there is one, has been handed over. */
  boolean hasConsoleSocket() {
    return console != null;
  }

  /** Removes the container that was made, whose command has ended. */
  void delete() {
    DeleteCommand.removeEnded(session, state, directory);
  }

  /** Makes it; when that fails nothing is left. */
  Started make() {
    insight.phase("SaveState");
    directory = session.state().take(id, PRIVATE, bundle.config());
    try {
      directory.save(state);
      starter = new Starter(machine, start());
      return finish(starter.start(this));
    } catch (PerformException e) {
      undo();
      String why = LimitErrors.performed(e);
      throw new OciException("unable to start container process: " + why);
    } catch (RuntimeException e) {
      undo();
      throw e;
    }
  }

  private Started finish(Started started) {
    try {
      if (lifetime == Lifetime.WAITING) {
        directory.showGate();
      }
      if (console != null && started.terminal() != null) {
        console.send(started.terminal());
      }
      pidfdSocket.send(started.pidfd(), "standard");
      pidFile.write(started.pid());
      if (lifetime != Lifetime.WAITING) {
        hooks().run(HookKind.POSTSTART, started.pid());
      }
      if (!directory.isCurrent()) {
        throw OciException.deleted(id);
      }
      insight.finish();
      return started;
    } catch (RuntimeException e) {
      end(started.pid());
      throw e; // the caller undoes the rest
    }
  }

  private void end(int pid) {
    Offspring offspring = Offspring.adopt(machine);
    Container.of(session, state).killAndWait();
    List<String> own = session.state().own(directory, id, state.own());
    offspring.end(pid, Container.hasOwnPids(bundle.spec()) ? List.of() : own);
    new CgroupRemover(machine).removeUnused(own);
  }

  /** A start that failed has removed what it made itself; what hooks made they must undo. */
  private void undo() {
    boolean hasSuccessor = directory.successor(session.state(), id) != null;
    if (unit != null && !hasSuccessor) {
      unit.undo();
    }
    @Nullable IntelRdt rdt = bundle.spec().linux().intelRdt();
    if (rdt != null && !hasSuccessor) {
      new Rdt(machine.files()).remove(rdt, id);
    }
    directory.discard();
    hooks().runPoststop(session.log());
  }

  @Override
  public List<String> own(List<String> directories) {
    return session.state().own(directory, id, directories);
  }

  private ContainerHooks hooks() {
    return new ContainerHooks(machine, state, bundle.spec());
  }

  private Start start() {
    int gate = lifetime == Lifetime.WAITING ? gate() : -1;
    return new Start(
        plan,
        insight.observer(),
        filter,
        List.of(),
        null,
        -1,
        -1,
        true,
        true,
        gate,
        preserved,
        hooks(),
        new OciPerformer(machine, agent));
  }

  /** bind(2) leaves its mode to the umask. */
  private int gate() {
    Files files = machine.files();
    directory.enter();
    int gate = machine.sockets().listen(StateDirectory.CLOSED_GATE);
    files.changeMode(StateDirectory.CLOSED_GATE, 0600);
    files.directories().enter(bundle.path());
    return gate;
  }

  /** The cgroup of a unit that was made now is there before we look, and ours all the same. */
  private List<String> adopted() {
    boolean isUnits = unit != null && unit.text() != null;
    return starter == null || isUnits ? List.of() : starter.adopted();
  }

  @Override
  public void made(int pid, List<String> directories) {
    state =
        state
            .with(ProcessStat.known(machine, pid))
            .withCgroups(directories, adopted())
            .withUnit(unit == null ? null : unit.text());
    directory.save(state);
  }
}
