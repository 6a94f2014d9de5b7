package dev.jaula.runtime;

import dev.jaula.linux.LinuxException;
import dev.jaula.perform.HookCalls;
import dev.jaula.perform.HookRunner;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.HookKind;
import dev.jaula.spec.Hook;
import dev.jaula.spec.Hooks;
import dev.jaula.spec.OciState;
import dev.jaula.spec.OciStateWriter;
import dev.jaula.spec.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks of one container, each of which is told the container's state. */
final class ContainerHooks implements HookCalls {
  private final Machine machine;
  private final RuntimeState state;
  private final Spec spec;

  ContainerHooks(Machine machine, RuntimeState state, Spec spec) {
    this.machine = machine;
    this.state = state;
    this.spec = spec;
  }

  @Override
  public void run(HookKind kind, int pid) {
    @Nullable Hooks hooks = spec.hooks();
    if (hooks == null) {
      return;
    }
    if (kind == HookKind.CREATE_RUNTIME) {
      run(hooks.prestart(), "prestart", kind, pid);
    }
    run(of(hooks, kind), kind.word(), kind, pid);
  }

  /** The container is gone already: a hook that fails stops nothing and nobody (runtime.md). */
  void runPoststop(Log log) {
    try {
      run(HookKind.POSTSTOP, 0);
    } catch (PerformException | LinuxException e) {
      log.warn(String.valueOf(e.getMessage()));
    }
  }

  private void run(List<Hook> hooks, String word, HookKind kind, int pid) {
    for (int i = 0; i < hooks.size(); i++) {
      String name = word + " hook #" + i;
      new HookRunner(machine).run(hooks.get(i), json(kind, pid), name, inherited(kind));
    }
  }

  /** Nothing of the engine's goes into the container. */
  private List<String> inherited(HookKind kind) {
    return switch (kind) {
      case CREATE_RUNTIME, POSTSTART, POSTSTOP -> machine.kernel().environment();
      case CREATE_CONTAINER -> List.of();
      case START_CONTAINER -> spec.needProcess().env();
    };
  }

  private static List<Hook> of(Hooks hooks, HookKind kind) {
    return switch (kind) {
      case CREATE_RUNTIME -> hooks.createRuntime();
      case CREATE_CONTAINER -> hooks.createContainer();
      case START_CONTAINER -> hooks.startContainer();
      case POSTSTART -> hooks.poststart();
      case POSTSTOP -> hooks.poststop();
    };
  }

  private String json(HookKind kind, int pid) {
    return OciStateWriter.hook(
        new OciState(
            Spec.OCI_VERSION,
            state.id(),
            status(kind).word(),
            pid,
            state.origin().bundle(),
            state.origin().rootfs(),
            state.origin().created(),
            spec.annotations(),
            ""));
  }

  private static Status status(HookKind kind) {
    return switch (kind) {
      case CREATE_RUNTIME, CREATE_CONTAINER -> Status.CREATING;
      case START_CONTAINER -> Status.CREATED;
      case POSTSTART -> Status.RUNNING;
      case POSTSTOP -> Status.STOPPED;
    };
  }
}
