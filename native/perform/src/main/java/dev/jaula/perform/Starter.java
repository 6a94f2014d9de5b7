package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.plan.HookKind;
import dev.jaula.plan.OciStep;
import dev.jaula.plan.Step;
import dev.jaula.spec.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Performs the caller's steps of a plan, and undoes them in reverse when one fails, on either side.
 */
public final class Starter {
  private final Machine machine;
  private final Start start;
  private final CgroupMaker cgroups;
  private final List<Fd> tasks = new ArrayList<>();
  private @Nullable Report report;
  private @Nullable Fd pidfd;
  private @Nullable Fd directory;
  private @Nullable Fd cgroupNamespace;
  private @Nullable Fd terminal;
  private final NamespaceJoiner joiner;
  private int pid;
  private boolean cgroupsOpened;
  private Step.@Nullable CloneInit early;
  private @Nullable Made caller;

  public Starter(Machine machine, Start start) {
    this.machine = machine;
    this.start = start;
    this.cgroups = new CgroupMaker(machine, start.plan());
    this.joiner = new NamespaceJoiner(machine);
  }

  /**
   * Starts the container and waits until its command is executed.
   *
   * @param made is told the process id as soon as it is known, before the command is executed
   * @throws PerformException when a step failed; nothing is left behind
   */
  public Started start(Made made) {
    caller = made;
    try {
      early = EarlyInit.of(start);
      if (early != null) {
        perform(early);
      }
      for (Step.Caller step : start.plan().caller()) {
        start.observer().before(step);
        perform(step);
      }
      return follow(made);
    } catch (LinuxException e) {
      undo();
      throw new PerformException(PerformException.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      String killed = pid > 0 ? new OomKill(machine.files()).cause(cgroups.own()) : "";
      undo();
      throw killed.isEmpty() ? e : new PerformException(PerformException.FAILED, killed);
    }
  }

  /** Those of the container's cgroups that were there before it, with nobody in them. */
  public List<String> adopted() {
    return List.copyOf(cgroups.adopted());
  }

  /** Called with the container's first process before it executes the command. */
  public interface Made {
    void made(int pid, List<String> cgroups);

    /** Which of these cgroups are removed when the start fails. */
    default List<String> own(List<String> cgroups) {
      return cgroups;
    }
  }

  private Started follow(Made made) {
    if (report == null || pidfd == null) {
      throw new IllegalStateException("a plan without CloneInit");
    }
    made.made(pid, cgroups.made());
    boolean waits = true;
    while (waits) {
      waits = heed(report.next(), report);
    }
    report.close(machine.files());
    report = null;
    return new Started(pid, pidfd, terminal, cgroups.made());
  }

  /** Does what init asks for; false when that was the last thing. */
  private boolean heed(Report.Message message, Report from) {
    switch (message.kind()) {
      case TERMINAL -> terminal = machine.files().own(message.fd());
      case HOOKS -> {
        start.hooks().run(HookKind.CREATE_RUNTIME, pid);
        from.release();
      }
      case CALLS, LISTENER -> {
        @Nullable OciCalls oci = start.oci();
        if (oci != null && pidfd != null) {
          oci.answer(message.kind(), start.plan(), new OciOutside(machine, pid, pidfd, from));
        }
        from.release();
      }
      case READY -> {
        return false;
      }
      case EXECUTED -> {
        if (start.gate() >= 0) {
          // the socket closed although init was to wait first
          throw new PerformException(PerformException.FAILED, "init ended before it was ready");
        }
        return false;
      }
    }
    return true;
  }

  private void perform(Step.Caller step) {
    try {
      switch (step) {
        case Step.CreateCgroup s -> cgroups.create(s, pid);
        case Step.SetLimit s -> cgroups.limit(s);
        case Step.AttachDevices s -> new DeviceFilter(machine).attach(s.directory(), s.program());
        case Step.OwnCgroup s -> cgroups.own(s);
        case Step.EnterUnit s -> s.enter().accept(pid);
        case Step.MoveInit s -> machine.files().write(s.file(), String.valueOf(pid));
        case Step.ReleaseInit ignored -> release();
        case Step.JoinContainer s -> joinContainer(s);
        case Step.JoinNamespaces s -> {
          openCgroups();
          joiner.open(s);
        }
        case Step.CloneInit s when report != null -> sendCgroups(report);
        case Step.CloneInit s -> cloneInit(s);
        case Step.MapIds s -> {
          new IdMapper(machine).map(s, pid);
          release();
        }
        case Step.MapTree s -> mapTree(s);
        case Step.OciCaller s -> performOci(s.step());
        case Step.AdjustOom s ->
            machine.files().write("/proc/" + pid + "/oom_score_adj", String.valueOf(s.score()));
      }
    } catch (LinuxException e) {
      // when init has failed already, that is why this step could not be done
      PerformException first = report == null ? null : report.failureSoFar();
      throw first != null ? first : PerformException.of(step, e);
    }
  }

  private void performOci(OciStep.Caller step) {
    @Nullable OciCalls oci = start.oci();
    if (oci != null) {
      oci.perform(step, report);
    }
  }

  /** What is a path of the host is opened before the host's file system is left. */
  private void joinContainer(Step.JoinContainer step) {
    hide();
    openCgroups();
    int flags = 0;
    for (NamespaceType type : step.namespaces()) {
      flags |= type.flag();
    }
    Fd container = start.container();
    if (container != null && flags != 0) {
      machine.processes().setNamespace(container.number(), flags, "process " + step.pid());
    }
  }

  /** Nobody in there may look into this process and what it holds open (CVE-2016-9962). */
  private void hide() {
    machine.credentials().setDumpable(false);
  }

  private void openCgroups() {
    cgroupsOpened = true;
    openTasks();
    for (Step.Caller step : start.plan().caller()) {
      if (step instanceof Step.CloneInit clone && clone.cgroup() != null) {
        directory = machine.files().open(clone.cgroup(), Files.O_RDONLY | Files.O_DIRECTORY);
      }
    }
  }

  /** To init, which was cloned before them. */
  private void sendCgroups(Report to) {
    openCgroups();
    to.sendTasks(tasks);
    closeCgroups();
  }

  private void cloneInit(Step.CloneInit step) {
    if (!cgroupsOpened && early == null) {
      openCgroups();
    }
    Report[] ends = Report.pair(machine, machine.sockets());
    int flags = 0;
    for (NamespaceType type : step.namespaces()) {
      flags |= type.flag();
    }
    if (early != null) {
      flags &= ~EarlyInit.late(early);
    }
    int[] fd = new int[1];
    int cgroup = directory == null ? -1 : directory.number();
    report = ends[0];
    try {
      if (!joiner.isEmpty()) {
        pid = joiner.cloneInit(flags, cgroup, ends, () -> becomeInit(ends));
        pidfd = machine.processes().open(pid);
      } else {
        pid = machine.processes().fork(flags & 0xffffffffL, cgroup, fd);
        if (pid == 0) {
          becomeInit(ends);
        }
        pidfd = machine.files().own(fd[0]);
      }
    } finally {
      ends[1].close(machine.files());
    }
    closeCgroups();
  }

  /** Whatever happens in the child, it never gets to what its caller does next. */
  private void becomeInit(Report[] ends) {
    try {
      ends[0].close(machine.files());
      new InitPerformer(machine, start.withTasks(tasks), cgroupNamespace, ends[1]).run(early);
    } finally {
      machine.processes().exit(PerformException.FAILED);
    }
  }

  private void closeCgroups() {
    if (cgroupNamespace != null) {
      cgroupNamespace.close();
    }
    if (directory != null) {
      directory.close();
    }
    closeTasks();
  }

  /** They were opened one after the other, and mostly got numbers in a row. */
  private void closeTasks() {
    int from = 0;
    while (from < tasks.size()) {
      int first = tasks.get(from).number();
      int to = from + 1;
      while (to < tasks.size() && tasks.get(to).number() == first + to - from) {
        to++;
      }
      boolean isRow = first >= 0 && to - from > 1;
      boolean isClosed =
          isRow && machine.processes().tryCloseRange(first, first + to - from - 1) == 0;
      for (Fd open : tasks.subList(from, to)) {
        if (isClosed) {
          open.release();
        } else {
          open.close();
        }
      }
      from = to;
    }
  }

  private void openTasks() {
    for (Step.Init step : start.plan().init()) {
      if (step instanceof Step.JoinCgroups join) {
        for (String file : join.tasks()) {
          tasks.add(machine.files().open(file, Files.O_WRONLY));
        }
      }
      if (step instanceof Step.JoinCgroupNamespace join) {
        // from inside the container a process that hides itself, as --init does, could not be asked
        // for it
        String file = "/proc/" + join.pid() + "/ns/cgroup";
        cgroupNamespace = machine.files().open(file, Files.O_RDONLY);
      }
    }
  }

  private void mapTree(Step.MapTree step) {
    String path = "/proc/" + pid + "/ns/user";
    try (Fd namespace = machine.files().open(path, Files.O_RDONLY);
        Fd tree =
            machine
                .files()
                .own(machine.mounts().cloneTree(Files.AT_FDCWD, step.source(), step.recursive()))) {
      machine
          .mounts()
          .setAttributes(
              tree.number(),
              "",
              step.recursive(),
              Mounts.MOUNT_ATTR_IDMAP,
              0,
              0,
              namespace.number());
      if (report != null) {
        report.sendTree(tree.number());
      }
    }
  }

  private void release() {
    if (report != null) {
      report.release();
    }
  }

  /** In reverse: the process, then what holds it. */
  private void undo() {
    List<String> own = cgroups.own();
    if (pid > 0) {
      // with a process namespace of its own, all that it has started ends with it
      Offspring.adopt(machine).end(pid, hasOwnPids() ? List.of() : own);
    }
    closeCgroups();
    joiner.close();
    if (terminal != null) {
      terminal.close();
    }
    if (report != null) {
      report.close(machine.files());
    }
    if (pidfd != null) {
      pidfd.close();
    }
    new CgroupRemover(machine).removeUnused(caller == null ? own : caller.own(own));
  }

  private boolean hasOwnPids() {
    for (Step.Caller step : start.plan().caller()) {
      if (step instanceof Step.CloneInit clone) {
        return clone.namespaces().contains(NamespaceType.PID);
      }
    }
    return false;
  }
}
