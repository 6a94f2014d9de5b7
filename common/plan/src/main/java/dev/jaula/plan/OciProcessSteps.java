package dev.jaula.plan;

import dev.jaula.spec.ConsoleSize;
import dev.jaula.spec.IoPriority;
import dev.jaula.spec.Linux;
import dev.jaula.spec.MemoryPolicy;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Personality;
import dev.jaula.spec.Process;
import dev.jaula.spec.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a config.json says of a process beyond what Jaula's own commands do. */
final class OciProcessSteps {
  /** man 7 keyrings, "Permissions": others, or the owner, may search it. */
  private static final int OTHERS_SEARCH = 0x8;

  private static final int OWNER_SEARCH = 0x80000;

  private final OciWishes wishes;
  private final Linux linux;
  private final Process process;
  private final List<Step.Init> init;

  OciProcessSteps(OciWishes wishes, Linux linux, Process process, List<Step.Init> init) {
    this.wishes = wishes;
    this.linux = linux;
    this.process = process;
    this.init = init;
  }

  void apply() {
    sizeTerminal();
    List<Step.Init> steps = new ArrayList<>();
    keyring(steps);
    scheduling(steps);
    labels(steps);
    init.addAll(begin(init), steps);
    if (wishes.listens()) {
      listen();
    }
  }

  /** Where a process's own steps begin: everything of the container is there. */
  static int begin(List<Step.Init> init) {
    for (int i = 0; i < init.size(); i++) {
      Step.Init step = init.get(i);
      if (step instanceof Step.SetRlimit
          || step instanceof Step.LimitCapabilities
          || step instanceof Step.InstallSeccomp
          || step instanceof Step.ChangeDirectory) {
        return i;
      }
    }
    return init.size();
  }

  private void sizeTerminal() {
    @Nullable ConsoleSize size = process.consoleSize();
    if (size == null) {
      return;
    }
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.OpenTerminal) {
        init.add(i + 1, new Step.OciInit(new OciStep.SizeTerminal(size.height(), size.width())));
        return;
      }
    }
  }

  private void keyring(List<Step.Init> steps) {
    if (wishes.newKeyring()) {
      boolean mapped = linux.namespace(NamespaceType.USER) != null;
      add(
          steps,
          new OciStep.JoinKeyring(
              "_ses." + wishes.id(),
              mapped ? OTHERS_SEARCH : OWNER_SEARCH,
              process.selinuxLabel()));
    }
  }

  private void scheduling(List<Step.Init> steps) {
    @Nullable Scheduler scheduler = process.scheduler();
    if (scheduler != null) {
      add(steps, new OciStep.SetScheduler(scheduler));
    }
    @Nullable IoPriority priority = process.ioPriority();
    if (priority != null) {
      add(steps, new OciStep.SetIoPriority(priority));
    }
    @Nullable MemoryPolicy policy = linux.memoryPolicy();
    if (policy != null) {
      add(steps, new OciStep.SetMemoryPolicy(policy));
    }
    @Nullable Personality personality = linux.personality();
    if (personality != null) {
      add(steps, new OciStep.SetPersonality(personality));
    }
  }

  private void labels(List<Step.Init> steps) {
    @Nullable String profile = process.apparmorProfile();
    if (profile != null) {
      add(
          steps,
          new OciStep.SetLabel("process.apparmorProfile", "apparmor/exec", "exec " + profile));
    }
    @Nullable String label = process.selinuxLabel();
    if (label != null) {
      add(steps, new OciStep.SetLabel("process.selinuxLabel", "exec", label));
    }
  }

  private static void add(List<Step.Init> steps, OciStep.Init step) {
    steps.add(new Step.OciInit(step));
  }

  /**
   * The caller must still be there when the filter is attached, as it takes the descriptor of the
   * notifications; so that comes before init waits to be started, as in runc.
   */
  private void listen() {
    int waits = -1;
    for (int i = 0; i < init.size(); i++) {
      Step.Init step = init.get(i);
      if (step instanceof Step.Outlive || step instanceof Step.FindProgram) {
        waits = waits < 0 ? i : waits;
      }
      if (step instanceof Step.InstallSeccomp) {
        init.set(i, new Step.OciInit(new OciStep.InstallListener()));
        if (waits >= 0) {
          init.add(waits, init.remove(i));
          // without capabilities it can be attached only after this
          init.remove(new Step.NoNewPrivileges());
          init.add(waits, new Step.NoNewPrivileges());
        }
        return;
      }
    }
  }
}
