package dev.jaula.runtime;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.perform.ListenerCall;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Program;
import dev.jaula.spec.Creatable;
import dev.jaula.spec.OciState;
import dev.jaula.spec.OciStateWriter;
import dev.jaula.spec.SeccompListener;
import dev.jaula.spec.Spec;
import org.jspecify.annotations.Nullable;

/** The agent at linux.seccomp.listenerPath, which answers for calls that are SCMP_ACT_NOTIFY. */
final class SeccompAgent {
  /** linux/seccomp.h, SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV. */
  private static final int WAIT_KILLABLE = 32;

  private SeccompAgent() {}

  /** Whether there is one to be told. */
  static boolean isAsked(Spec spec) {
    return spec.linux().seccompListener() != null && Creatable.notifies(spec.linux().seccomp());
  }

  /** Without a listener the kernel refuses a flag that only a listener has a use for. */
  static @Nullable Program fit(@Nullable Program filter, Spec spec) {
    return filter == null || isAsked(spec) || (filter.flags() & WAIT_KILLABLE) == 0
        ? filter
        : new Program(filter.address(), filter.count(), filter.flags() & ~WAIT_KILLABLE);
  }

  /**
   * Connects to it before anything is made: afterwards its path may be out of sight.
   *
   * @param pid of the container's first process; 0 when that is the one to be made
   */
  static @Nullable ListenerCall connect(Machine machine, Spec spec, RuntimeState state, int pid) {
    @Nullable SeccompListener listener = spec.linux().seccompListener();
    if (listener == null || !isAsked(spec)) {
      return null;
    }
    int fd = machine.sockets().tryConnectStream(listener.path());
    if (fd < 0) {
      throw new OciException(
          "linux.seccomp.listenerPath: connect "
              + listener.path()
              + ": "
              + Errno.text(-fd)
              + "; start the agent first");
    }
    Fd agent = machine.files().own(fd);
    return new ListenerCall(
        machine, agent, made -> text(spec, state, listener.metadata(), pid, made));
  }

  private static String text(
      Spec spec, RuntimeState state, @Nullable String metadata, int pid, int made) {
    Status status = pid == 0 ? Status.CREATING : Status.RUNNING;
    OciState told =
        new OciState(
            Spec.OCI_VERSION,
            state.id(),
            status.word(),
            pid == 0 ? made : pid,
            state.origin().bundle(),
            state.origin().rootfs(),
            state.origin().created(),
            spec.annotations(),
            "");
    return OciStateWriter.processState(told, made, metadata);
  }
}
