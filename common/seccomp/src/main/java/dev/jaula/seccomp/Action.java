package dev.jaula.seccomp;

/**
 * What a filter answers: OCI's names and the kernel's return values (man 2 seccomp, SECCOMP_RET_*).
 */
public enum Action {
  KILL_PROCESS("SCMP_ACT_KILL_PROCESS", 0x80000000),
  KILL_THREAD("SCMP_ACT_KILL_THREAD", 0x00000000),
  TRAP("SCMP_ACT_TRAP", 0x00030000),
  ERRNO("SCMP_ACT_ERRNO", 0x00050000),
  NOTIFY("SCMP_ACT_NOTIFY", 0x7fc00000),
  TRACE("SCMP_ACT_TRACE", 0x7ff00000),
  LOG("SCMP_ACT_LOG", 0x7ffc0000),
  ALLOW("SCMP_ACT_ALLOW", 0x7fff0000);

  private final String ociName;
  private final int value;

  Action(String ociName, int value) {
    this.ociName = ociName;
    this.value = value;
  }

  /** The name in config.json. */
  public String ociName() {
    return ociName;
  }

  /** The kernel's return value without its 16 bits of data. */
  public int value() {
    return value;
  }

  /**
   * Whether an errnoRet may accompany it: the errno for ERRNO, the message for the tracer for
   * TRACE.
   */
  public boolean takesErrno() {
    return this == ERRNO || this == TRACE;
  }

  /** Whether a call goes on to the kernel (TRACE: as its tracer decides), as runc groups them. */
  boolean permits() {
    return this == ALLOW || this == LOG || this == TRACE;
  }

  /** Finds an action by its OCI name; SCMP_ACT_KILL is the old name of KILL_THREAD. */
  public static Action named(String name) {
    if (name.equals("SCMP_ACT_KILL")) {
      return KILL_THREAD;
    }
    for (Action action : values()) {
      if (action.ociName.equals(name)) {
        return action;
      }
    }
    throw new SeccompException(
        "seccomp action \"" + name + "\" is unknown; write e.g. SCMP_ACT_ERRNO or SCMP_ACT_ALLOW");
  }
}
