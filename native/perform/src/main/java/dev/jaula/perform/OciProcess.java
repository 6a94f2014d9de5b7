package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Keys;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.NumberSet;
import dev.jaula.linux.Scheduling;
import dev.jaula.plan.OciStep;
import dev.jaula.spec.IoPriority;
import dev.jaula.spec.MemoryPolicy;
import dev.jaula.spec.Personality;
import dev.jaula.spec.Scheduler;
import org.jspecify.annotations.Nullable;

/** What a config.json says of the process itself. */
final class OciProcess {
  private static final int TSYNC = 1;

  private final Machine machine;
  private final Scheduling scheduling;

  OciProcess(Machine machine) {
    this.machine = machine;
    this.scheduling = new Scheduling(machine.kernel());
  }

  /** null is all that the cgroup allows. */
  void useProcessors(@Nullable String cpus) {
    NumberSet set = cpus == null ? NumberSet.all() : numbers(cpus, "process.execCPUAffinity");
    scheduling.setAffinity(set, cpus == null ? "all" : cpus);
  }

  private static NumberSet numbers(String list, String member) {
    @Nullable NumberSet set = NumberSet.parse(list);
    if (set == null) {
      throw new PerformException(
          PerformException.FAILED,
          member + ": \"" + list + "\" is not a list of numbers; write e.g. \"0-3,8\"");
    }
    return set;
  }

  void schedule(Scheduler s) {
    scheduling.setAttributes(
        new Scheduling.Attributes(
            s.policy().number(),
            s.flags(),
            s.nice(),
            s.priority(),
            s.runtime(),
            s.deadline(),
            s.period()),
        s.policy().ociName());
  }

  void setIoPriority(IoPriority priority) {
    scheduling.setIoPriority(priority.value(), priority.kind().ociName());
  }

  void setPersonality(Personality personality) {
    scheduling.setPersonality(personality.persona(), personality.name());
  }

  void setMemoryPolicy(MemoryPolicy policy) {
    @Nullable String nodes = policy.nodes();
    scheduling.setMemoryPolicy(
        policy.mode().number() | policy.flags(),
        nodes == null ? null : numbers(nodes, "linux.memoryPolicy.nodes"),
        policy.mode().ociName());
  }

  /** A kernel without keys has none to be kept apart. */
  void joinKeyring(OciStep.JoinKeyring step) {
    @Nullable String label = step.label();
    if (label != null) {
      label("keycreate", label);
    }
    Keys keys = new Keys(machine.kernel());
    int key = keys.tryJoinSession(step.name());
    if (key == -Errno.ENOSYS) {
      return;
    }
    if (key < 0) {
      throw new LinuxException("join session keyring", step.name(), -key);
    }
    keys.grant(key, step.grants());
    if (label != null) {
      label("keycreate", "\n");
    }
  }

  /** For this thread, whose directory procfs leads to by a link of its own. */
  void label(String file, String label) {
    new Targets(machine).writeProc("thread-self/attr/" + file, label, 0);
  }

  /**
   * The filter may hold any call from its first moment on until an agent answers, and nobody could
   * be told of the descriptor then. So its number, the lowest that is free, is told before, and the
   * caller takes it out of this process.
   */
  void installListener(OciInside inside) {
    @Nullable Program program = inside.start().filter();
    if (program == null) {
      return;
    }
    int number = machine.files().open("/", Files.O_PATH).number();
    machine.files().close(number);
    inside.report().announce(number);
    // there is but one thread, and with a listener the kernel refuses TSYNC as it is
    int flags = program.flags() & ~TSYNC;
    machine.credentials().installListener(program.address(), program.count(), flags);
    if (!inside.report().awaitRelease()) {
      throw new LinuxException("wait for", "linux.seccomp.listenerPath", Errno.EPIPE);
    }
  }
}
