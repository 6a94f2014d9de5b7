package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Processes;
import dev.jaula.plan.OciStep;
import dev.jaula.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Performs the steps of the process that becomes the container. It never returns: it executes, or
 * reports and ends.
 */
final class InitPerformer {
  private final Machine machine;
  private final Start start;
  private final @Nullable Fd cgroupNamespace;
  private final Report report;
  private final RootPerformer root;
  private final ProcessPerformer process;
  private Step.@Nullable CloneInit early;
  private boolean isWhole;

  /** cgroupNamespace is the one to join, or null when the plan joins none. */
  InitPerformer(Machine machine, Start start, @Nullable Fd cgroupNamespace, Report report) {
    this.cgroupNamespace = cgroupNamespace;
    this.machine = machine;
    this.start = start;
    this.report = report;
    this.root = new RootPerformer(machine, start.plan().trees());
    this.process = new ProcessPerformer(machine, start, report);
  }

  /**
   * Performs all steps; afterwards this process is the command, or has ended.
   *
   * @param early the step that cloned this process before its cgroups were made, or null
   */
  void run(Step.@Nullable CloneInit early) {
    int code = PerformException.FAILED;
    try {
      this.early = early;
      steps(start.plan().init());
    } catch (PerformException e) {
      code = e.code();
      tell(code, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      tell(code, "init: " + e);
    }
    machine.processes().exit(code);
  }

  private void tell(int code, String message) {
    try {
      report.fail(code, message);
    } catch (LinuxException e) {
      // the caller has gone, and nobody is left to be told
      machine.processes().exit(code);
    }
  }

  private void steps(List<Step.Init> steps) {
    for (Step.Init step : steps) {
      start.observer().before(step);
      try {
        perform(step);
        if (early != null && !isWhole) {
          isWhole = true;
          EarlyInit.unshare(machine, early);
        }
      } catch (LinuxException e) {
        throw new PerformException(PerformException.FAILED, Remedy.line(step, e));
      }
    }
  }

  private void perform(Step.Init step) {
    switch (step) {
      case Step.JoinCgroups s -> joinCgroups(s);
      case Step.JoinNamespace s -> joinNamespace(s);
      case Step.JoinCgroupNamespace ignored -> joinCgroupNamespace();
      case Step.Unshare s -> machine.processes().unshare(s.type().flag());
      case Step.SetPropagation s -> root.propagate(s);
      case Step.AwaitMaps ignored -> awaitMaps();
      case Step.BecomeRoot ignored -> process.becomeRoot();
      case Step.SetTimeOffsets s -> machine.files().write("/proc/self/timens_offsets", s.offsets());
      case Step.OpenTree s -> root.open(s);
      case Step.ReceiveTree s -> root.receive(s, report);
      case Step.MakeDirectory s -> root.makeDirectory(s);
      case Step.Mount s -> root.mount(s);
      case Step.AttachTree s -> root.attach(s);
      case Step.EnterRoot s -> machine.files().directories().enter(s.path());
      case Step.PivotRoot ignored -> root.pivot();
      case Step.DetachOldRoot ignored -> root.detachOldRoot();
      case Step.MakeLink s -> root.makeLink(s);
      case Step.MakeNode s -> root.makeNode(s);
      case Step.MaskPath s -> root.mask(s.path());
      case Step.ProtectPath s -> root.protect(s.path());
      case Step.ProtectRoot ignored -> root.protectRoot();
      case Step.RaiseLoopback ignored -> machine.sockets().raiseLoopback();
      case Step.SetHostname s -> machine.processes().setHostName(s.name());
      case Step.SetDomainname s -> machine.processes().setDomainName(s.name());
      case Step.SetSysctl s -> new Targets(machine).writeParameter(s.key(), s.value());
      case Step.NewSession ignored -> machine.processes().newSession();
      case Step.OpenTerminal ignored -> process.openTerminal();
      case Step.DieWithCaller ignored -> process.dieWithCaller();
      case Step.SetRlimit s -> machine.credentials().setLimit(0, s.resource(), s.soft(), s.hard());
      case Step.LimitCapabilities s -> machine.credentials().limitBoundingSet(s.bounding());
      case Step.SetUser s -> process.setUser(s);
      case Step.SetCapabilities s -> process.setCapabilities(s);
      case Step.ChangeDirectory s -> process.changeDirectory(s.path());
      case Step.NoNewPrivileges ignored -> machine.credentials().setNoNewPrivileges();
      case Step.InstallSeccomp ignored -> process.installFilter();
      case Step.OciInit s -> performOci(s.step());
      case Step.AskHooks ignored -> askHooks();
      case Step.RunHooks s -> start.hooks().run(s.kind(), machine.processes().id());
      case Step.Outlive ignored -> process.outlive();
      case Step.FindProgram s -> process.find(s);
      case Step.AwaitStart ignored -> process.awaitStart();
      case Step.ForkReaper ignored -> process.forkReaper();
      case Step.Execute s -> process.execute(s);
    }
  }

  /** On v1 a process that moves itself by 0 costs 0.25 ms, one that is moved by its id 6 to 10. */
  private void joinCgroups(Step.JoinCgroups step) {
    if (early != null) {
      for (int tasks : report.receiveTasksOrFail(step.tasks().size())) {
        machine.files().writeOnce(tasks, "cgroup tasks", "0");
      }
    }
    for (Fd tasks : start.tasks()) {
      // closed with all the others before the command is executed
      machine.files().writeOnce(tasks.number(), "cgroup tasks", "0");
    }
  }

  private void joinNamespace(Step.JoinNamespace step) {
    try (Fd namespace = machine.files().open(step.path(), Files.O_RDONLY)) {
      machine.processes().setNamespace(namespace.number(), step.type().flag(), step.path());
    }
  }

  private void joinCgroupNamespace() {
    if (cgroupNamespace != null) {
      machine
          .processes()
          .setNamespace(cgroupNamespace.number(), Processes.CLONE_NEWCGROUP, "cgroup");
      cgroupNamespace.close();
    }
  }

  private void awaitMaps() {
    if (!report.awaitRelease()) {
      throw new LinuxException("wait for", "the id maps", Errno.EPIPE);
    }
  }

  private void askHooks() {
    if (!report.ask(Report.Kind.HOOKS)) {
      throw new LinuxException("wait for", "the hooks", Errno.EPIPE);
    }
  }

  private void performOci(OciStep.Init step) {
    @Nullable OciCalls oci = start.oci();
    if (oci != null) {
      oci.perform(step, new OciInside(machine, start, report, root));
    }
  }
}
