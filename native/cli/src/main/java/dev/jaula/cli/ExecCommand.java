package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.FilterCache;
import dev.jaula.host.IdMaps;
import dev.jaula.host.StepTimes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.ExecPlace;
import dev.jaula.perform.Observer;
import dev.jaula.perform.PerformException;
import dev.jaula.perform.Program;
import dev.jaula.perform.Start;
import dev.jaula.perform.Started;
import dev.jaula.perform.Starter;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Planner;
import dev.jaula.spec.CapabilitySets;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Process;
import dev.jaula.spec.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code jaula exec}: a further process in a running container, with the same restrictions as its
 * first.
 */
final class ExecCommand {
  private static final int TRIES = 1000;

  private final Session session;
  private final Arguments arguments;
  private final ContainerState state;
  private final Entry entry;
  private final SecurityReader security;
  private int ready = -1;

  private ExecCommand(Session session, Arguments arguments, ContainerState state, Entry entry) {
    this.entry = entry;
    this.session = session;
    this.arguments = arguments;
    this.state = state;
    CapabilitySets sets = state.process().capabilities();
    this.security = new SecurityReader(session, arguments, sets == null ? -1 : sets.bounding());
  }

  static int run(Session session, Arguments arguments) {
    ContainerStore store = new ContainerStore(session);
    ContainerState state = store.find(arguments.operands().get(0));
    Fd first = state.exit() == null ? store.openFirst(state) : null;
    if (first == null) {
      throw new CliException(
          "container not running: "
              + state.name()
              + "; start it with jaula run -d --name "
              + state.name()
              + " ...");
    }
    awaitNamespaces(session, state);
    Entry entry = Entry.of(session.machine(), state.init().pid(), first);
    return new ExecCommand(session, arguments, state, entry).start();
  }

  /**
   * Whoever is quick meets a first process that is still on its way: the cgroup namespace is the
   * last that it makes.
   */
  private static void awaitNamespaces(Session session, ContainerState state) {
    if ((state.namespaces() & NamespaceType.CGROUP.flag()) == 0) {
      return;
    }
    Files files = session.machine().files();
    String own = files.readLink("/proc/self/ns/cgroup");
    String path = "/proc/" + state.init().pid() + "/ns/cgroup";
    for (int i = 0; i < TRIES && own != null && own.equals(files.readLink(path)); i++) {
      session.machine().signals().poll(new int[0], new int[0], new int[0], 1);
    }
  }

  private int start() {
    Process process = process();
    Fd container = entry.descriptor();
    Explain.refuseWithProfile(arguments);
    Plan plan = Planner.exec(target(), process, filterKey());
    String explain = arguments.value("explain");
    if ("json".equals(explain) || arguments.is("dry-run")) {
      session.out(Explain.steps(session, plan, "json".equals(explain)));
      return 0;
    }
    return arguments.is("detach") ? detach(plan, container) : follow(plan, container, -1);
  }

  /** Answers when the command runs; nothing of the caller's stays open in the background. */
  private int detach(Plan plan, Fd container) {
    Files files = session.machine().files();
    int[] pipe = files.descriptors().pipe(0);
    int child = session.machine().processes().fork(0, -1, new int[1]);
    if (child == 0) {
      files.close(pipe[0]);
      ready = pipe[1];
      session.machine().processes().newSession();
      int nothing = files.open("/dev/null", Files.O_RDWR).release();
      session
          .machine()
          .processes()
          .exit(Main.guarded(session, () -> follow(plan, container, nothing)));
    }
    files.close(pipe[1]);
    boolean runs = files.read(pipe[0], new byte[1], 0, 1) == 1;
    return runs ? 0 : session.machine().processes().wait(child);
  }

  private void leaveCaller(int nothing) {
    for (int fd = 0; fd <= 2; fd++) {
      session.machine().files().descriptors().duplicate(nothing, fd);
    }
    session.machine().files().print(ready, "r");
    session.machine().files().close(ready);
  }

  private int follow(Plan plan, Fd container, int output) {
    Monitor monitor = new Monitor(session, arguments, state.name(), null);
    StepTimes profile = arguments.is("profile") ? new StepTimes(session.machine()) : null;
    Observer observer =
        profile != null
            ? profile
            : arguments.has("explain") ? Explain.observer(session) : Observer.NONE;
    boolean interactive = arguments.is("interactive") || arguments.is("tty");
    int input = interactive ? -1 : Start.NOTHING;
    monitor.blockSignals();
    Start start = new Start(plan, observer, filter(), container, input, output, false, output < 0);
    Started started = new Starter(session.machine(), start).start(this::made);
    if (profile != null) {
      session.errorText(profile.table());
    }
    if (output >= 0) {
      leaveCaller(output);
    }
    int code = monitor.follow(started);
    monitor.reap();
    return code;
  }

  private void made(int pid, List<String> none) {
    String file = arguments.value("pidfile");
    if (file != null) {
      session.machine().files().replace(file, String.valueOf(pid), 0644);
    }
  }

  private Planner.Target target() {
    List<String> tasks = new ArrayList<>();
    @Nullable String unified = null;
    for (String cgroup : state.cgroups()) {
      if (cgroup.startsWith("/sys/fs/cgroup/")
          && session.machine().files().exists(cgroup + "/tasks")) {
        tasks.add(cgroup + "/tasks");
      } else {
        unified = new ExecPlace(session.machine()).of(cgroup, entry.pid());
      }
    }
    List<NamespaceType> namespaces = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      if ((state.namespaces() & type.flag()) != 0) {
        namespaces.add(type);
      }
    }
    boolean hasUser = namespaces.contains(NamespaceType.USER);
    IdMaps maps = IdMaps.of(session.machine(), entry.pid());
    long possible = hasUser ? -1 : session.machine().credentials().effectiveCapabilities();
    return new Planner.Target(
        entry.pid(),
        namespaces,
        unified,
        tasks,
        hasUser && !maps.isOwnRoot(),
        possible,
        maps.hasGroups());
  }

  private Process process() {
    Process first = state.process();
    String root = "/proc/" + entry.pid() + "/root";
    boolean named = arguments.has("user") || !arguments.values("group-add").isEmpty();
    UserReader.Found found =
        new UserReader(session.machine().files(), root)
            .read(arguments.value("user"), arguments.values("group-add"));
    User user = named ? found.user() : first.user();
    List<String> env = new ArrayList<>(first.env());
    if (named) {
      env.add("HOME=" + found.home());
    }
    boolean terminal = arguments.is("tty");
    if (terminal) {
      String term = session.variable("TERM");
      env.add("TERM=" + (term == null ? "xterm" : term));
    }
    return new Process(
        terminal,
        user,
        command(),
        new EnvironmentReader(session).read(arguments, env),
        arguments.has("workdir") ? RunSpec.workingDirectory(arguments) : first.cwd(),
        capabilities(first.capabilities()),
        security.limits().isEmpty() ? first.rlimits() : security.limits(),
        security.noNewPrivileges(first.noNewPrivileges()),
        null);
  }

  private List<String> command() {
    List<String> command = arguments.rest(1);
    if (command.isEmpty()) {
      throw new CliException(
          "exec needs a command: jaula exec " + state.name() + " COMMAND [ARG...]");
    }
    return command;
  }

  private @Nullable CapabilitySets capabilities(@Nullable CapabilitySets first) {
    return first == null
        ? null
        : CapabilitySets.of(CapabilityReader.read(arguments, first.bounding()));
  }

  private @Nullable String filterKey() {
    if (security.isUnconfined()) {
      return null;
    }
    dev.jaula.seccomp.Profile profile = security.profile();
    return profile == null ? state.seccompKey() : profile.key();
  }

  /** The filter that the container was started with, from the cache. */
  private @Nullable Program filter() {
    String key = filterKey();
    if (key == null) {
      return null;
    }
    FilterCache cache = new FilterCache(session.machine(), session.folders().filters());
    dev.jaula.seccomp.Profile profile = security.profile();
    if (profile != null) {
      return cache.profile(key, profile);
    }
    CapabilitySets sets = state.process().capabilities();
    long capabilities = sets == null ? -1 : sets.bounding();
    if (key.equals(FilterCache.dockerKey(session.machine(), capabilities))) {
      return cache.docker(key, capabilities);
    }
    Program program = cache.read(key);
    if (program == null) {
      throw new PerformException(
          PerformException.FAILED,
          "the container's seccomp filter "
              + key
              + " is not in the cache any more; start the container again");
    }
    return program;
  }
}
