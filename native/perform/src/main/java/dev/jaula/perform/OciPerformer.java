package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.plan.OciStep;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import org.jspecify.annotations.Nullable;

/** Performs what only an OCI config.json asks for. */
public final class OciPerformer implements OciCalls {
  private final Machine machine;
  private final @Nullable ListenerCall listener;
  private @Nullable Fd score;
  private String ownScore = "";

  /** listener takes the filter's notifications; null when the filter has none. */
  public OciPerformer(Machine machine, @Nullable ListenerCall listener) {
    this.machine = machine;
    this.listener = listener;
  }

  @Override
  public void perform(OciStep.Caller step, @Nullable Report report) {
    switch (step) {
      case OciStep.LendOom s -> lendOom(s.score());
      case OciStep.RestoreOom ignored -> restoreOom();
      case OciStep.LendProcessors s -> new OciProcess(machine).useProcessors(s.cpus());
      case OciStep.MapMount s -> {
        if (report != null) {
          new MappedTree(machine).send(s, report);
        }
      }
      case OciStep.MoveDevices ignored -> throw onRequest(step);
      case OciStep.JoinRdt ignored -> throw onRequest(step);
    }
  }

  private static IllegalStateException onRequest(OciStep.Caller step) {
    return new IllegalStateException("init asks for " + step);
  }

  /** Opened before the container's own /proc comes into sight. */
  private void lendOom(int value) {
    String file = "/proc/self/oom_score_adj";
    ownScore = machine.files().read(file).trim();
    Fd fd = machine.files().open(file, Files.O_WRONLY);
    score = fd;
    machine.files().writeOnce(fd.number(), file, String.valueOf(value));
  }

  private void restoreOom() {
    if (score != null) {
      // what may not be lowered again stays: the caller has next to nothing to lose
      machine.files().tryWriteOnce(score.number(), ownScore);
      score.close();
    }
  }

  @Override
  public void answer(Report.Kind kind, Plan plan, OciOutside outside) {
    if (kind == Report.Kind.LISTENER) {
      if (listener != null) {
        listener.take(outside);
      }
      return;
    }
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.OciInit oci && oci.step() instanceof OciStep.AskCaller ask) {
        for (OciStep.Caller call : ask.calls()) {
          answer(call, outside.pid());
        }
      }
    }
  }

  private void answer(OciStep.Caller step, int pid) {
    try {
      switch (step) {
        case OciStep.MoveDevices s -> new DeviceMover(machine).move(s, pid);
        case OciStep.JoinRdt s -> new Rdt(machine.files()).join(s, pid);
        default -> throw new IllegalStateException("nobody asks for " + step);
      }
    } catch (LinuxException e) {
      throw new PerformException(PerformException.FAILED, Remedy.line(new Step.OciCaller(step), e));
    }
  }

  @Override
  public void perform(OciStep.Init step, OciInside inside) {
    OciProcess process = new OciProcess(machine);
    OciMounts mounts = new OciMounts(inside);
    switch (step) {
      case OciStep.AskCaller ignored -> ask(inside.report());
      case OciStep.JoinKeyring s -> process.joinKeyring(s);
      case OciStep.UseProcessors s -> process.useProcessors(s.cpus());
      case OciStep.SetScheduler s -> process.schedule(s.scheduler());
      case OciStep.SetIoPriority s -> process.setIoPriority(s.priority());
      case OciStep.SetPersonality s -> process.setPersonality(s.personality());
      case OciStep.SetMemoryPolicy s -> process.setMemoryPolicy(s.policy());
      case OciStep.SizeTerminal s -> machine.terminals().setSize(0, s.rows(), s.columns());
      case OciStep.SetLabel s -> process.label(s.file(), s.label());
      case OciStep.LabelMount s -> mounts.label(s);
      case OciStep.InstallListener ignored -> process.installListener(inside);
      case OciStep.ScoreSelf s ->
          machine.files().write("/proc/self/oom_score_adj", String.valueOf(s.score()));
      case OciStep.MountOutside s -> mounts.mountOutside(s);
      case OciStep.MountTmpfs s -> mounts.mountTmpfs(s);
      case OciStep.SetTree s -> mounts.setTree(s);
      case OciStep.CopyLink s -> mounts.copyLink(s);
      case OciStep.OpenLink s -> mounts.openLink(s);
      case OciStep.Attach s -> mounts.attach(s);
      case OciStep.OwnNode s -> machine.files().changeOwner(s.path(), s.uid(), s.gid());
    }
  }

  private static void ask(Report report) {
    if (!report.ask(Report.Kind.CALLS)) {
      throw new LinuxException("wait for", "the caller", dev.jaula.linux.Errno.EPIPE);
    }
  }
}
