package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.FactsReader;
import dev.jaula.host.StepTimes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Observer;
import dev.jaula.perform.Start;
import dev.jaula.perform.Started;
import dev.jaula.perform.Starter;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.Plan;
import dev.jaula.spec.Annotations;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula run}: the caller is the container's monitor, and removes it when it ends. */
final class RunCommand {
  private static final int SWEPT = 4;

  private final Session session;
  private final Arguments arguments;
  private final ContainerStore store;
  private final String id;
  private final String name;
  private final RootChoice root;
  private final Spec spec;
  private final HostFacts facts;
  private final Filter filter;
  private final Plan plan;
  private final Foreground foreground;
  private final Detached detached;
  private boolean isStarted;

  private RunCommand(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.store = new ContainerStore(session);
    this.foreground = new Foreground(session);
    this.detached = new Detached(session);
    this.id = ContainerName.newId(session.machine());
    this.name = name(arguments, id);
    this.root = RootResolver.resolve(session, arguments);
    FactsReader reader = new FactsReader(session.machine());
    this.spec = new RunSpec(session, arguments, reader, id, name, root).read();
    boolean needsPermitted = spec.linux().namespace(NamespaceType.USER) == null;
    Folders folders = session.folders();
    String scratch = arguments.is("dry-run") ? folders.script(name) : folders.container(name);
    String parent = arguments.value("cgroup-parent");
    this.facts = reader.read(name, scratch, parent, needsPermitted, root.isHost());
    this.filter = Filter.of(session, spec);
    this.plan = dev.jaula.plan.Planner.start(spec, facts, filter.key());
  }

  static int run(Session session, Arguments arguments) {
    RunCommand command = new RunCommand(session, arguments);
    String explain = arguments.value("explain");
    if ("json".equals(explain) || arguments.is("dry-run")) {
      session.out(
          Explain.whole(
              session, command.plan, command.facts, command.spec, "json".equals(explain)));
      return 0;
    }
    return command.start();
  }

  private static String name(Arguments arguments, String id) {
    String name = arguments.value("name");
    if (name == null) {
      return ContainerName.madeUp(id);
    }
    if (!ContainerName.isValid(name)) {
      throw Values.bad(
          "name", name, "a container name: letters, digits, then also _ . -, at most 128");
    }
    return name;
  }

  private int start() {
    checkStop();
    Explain.refuseWithProfile(arguments);
    refuseFiles();
    Fd lock = take();
    try {
      if (arguments.is("detach")) {
        return detached.run(id, name, this::follow);
      }
      return canBeLeft() ? foreground.run(() -> follow(-1)) : follow(-1);
    } finally {
      lock.close();
    }
  }

  private boolean canBeLeft() {
    return arguments.is("tty") && arguments.is("interactive");
  }

  /** What only stop will need is checked now, when it can still be mended. */
  private void checkStop() {
    Containers.signalNumber("stop-signal", arguments.value("stop-signal"), 0);
    String timeout = arguments.value("stop-timeout");
    if (timeout != null) {
      Values.number("stop-timeout", timeout, -1, 1_000_000);
    }
    String limit = arguments.value("timeout");
    if (limit != null) {
      Values.number("timeout", limit, 0, 1_000_000_000L);
    }
    DetachKeys.parse(arguments.value("detach-keys", ""));
  }

  /** {@code --cidfile} must not exist (Docker's rule), so that two containers cannot share one. */
  private void refuseFiles() {
    String file = arguments.value("cidfile");
    if (file != null && session.machine().files().exists(file)) {
      throw Values.bad(
          "cidfile",
          file,
          "free: the file exists; remove it, or another container may still use it");
    }
  }

  private Fd take() {
    Fd lock = store.create(name);
    if (lock == null && arguments.has("name")) {
      store.sweep(null, Integer.MAX_VALUE);
      lock = store.create(name);
    }
    if (lock == null) {
      throw new CliException(
          "the name \""
              + name
              + "\" is taken; choose another with --name, or remove that container: jaula rm -f "
              + name);
    }
    return lock;
  }

  /**
   * Starts the container and waits for its end; ready is told by Detached, -1 in the foreground.
   */
  private int follow(int output) {
    Monitor monitor = new Monitor(session, arguments, name, foreground);
    StepTimes profile = arguments.is("profile") ? new StepTimes(session.machine()) : null;
    boolean removes = true;
    try {
      store.planCgroups(name, !arguments.has("name"), cgroups());
      keepChanges();
      monitor.blockSignals();
      Started started = starter(output, profile).start(this::made);
      isStarted = true;
      if (profile != null) {
        session.errorText(profile.table());
      }
      if (output < 0) {
        store.sweep(name, SWEPT);
      } else {
        detached.started(output);
      }
      int code = monitor.follow(started);
      removes = removesItself();
      if (!removes) {
        keepExit(code, monitor.isOomKilled());
      }
      return code;
    } finally {
      if (removes) {
        clear(monitor);
      }
      monitor.reap();
    }
  }

  /** Those of an image's container that stays when it has ended. */
  private void keepChanges() {
    String changes = spec.annotation(Annotations.CHANGES);
    if (changes != null) {
      store.keepChanges(name, changes, root.image());
    }
  }

  /** A start that failed has removed what it made itself. */
  private void clear(Monitor monitor) {
    if (!isStarted || monitor.isCleared()) {
      store.removeFiles(name);
    } else {
      store.remove(name);
    }
  }

  private boolean removesItself() {
    return arguments.is("rm", !arguments.is("detach"));
  }

  private List<String> cgroups() {
    java.util.ArrayList<String> directories = new java.util.ArrayList<>();
    for (dev.jaula.plan.Step.Caller step : plan.caller()) {
      if (step instanceof dev.jaula.plan.Step.CreateCgroup create) {
        directories.add(create.hierarchy() + create.path());
      }
    }
    return directories;
  }

  private Starter starter(int output, @Nullable StepTimes profile) {
    Observer observer =
        profile != null
            ? profile
            : arguments.has("explain") ? Explain.observer(session) : Observer.NONE;
    return new Starter(
        session.machine(),
        new Start(plan, observer, filter.program(), null, input(), output, true, true));
  }

  /** As in Docker, standard input is empty unless {@code -i} is given. */
  private int input() {
    return arguments.is("interactive") || arguments.is("tty") ? -1 : Start.NOTHING;
  }

  private void made(int pid, List<String> cgroups) {
    if (arguments.is("detach") || arguments.has("name")) {
      store.saveSpec(name, spec);
    }
    store.save(
        States.started(
            session, arguments, root.image(), spec, id, name, pid, cgroups, filter.key()));
    write("pidfile", String.valueOf(pid));
    write("cidfile", id);
  }

  private void write(String option, String text) {
    String file = arguments.value(option);
    if (file != null) {
      try {
        session.machine().files().replace(file, text, 0644);
      } catch (LinuxException e) {
        throw new CliException(
            "--" + option + ": " + e.getMessage() + "; name a file in a directory that is there");
      }
    }
  }

  private void keepExit(int code, boolean oomKilled) {
    dev.jaula.spec.ContainerState state = store.load(name);
    if (state != null) {
      store.save(
          state.ended(new dev.jaula.spec.Exit(code, oomKilled, States.now(session.machine()))));
    }
  }
}
