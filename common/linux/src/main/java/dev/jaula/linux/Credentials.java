package dev.jaula.linux;

import java.util.List;

/**
 * Users, groups, capabilities, limits and filters of the calling process (man 7 credentials,
 * capabilities).
 */
public final class Credentials {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_CAPBSET_READ = 23;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_CAP_AMBIENT = 47;

  /** linux/seccomp.h, SECCOMP_FILTER_FLAG_NEW_LISTENER. */
  private static final int NEW_LISTENER = 8;

  private final Kernel kernel;
  private int user = -1;

  public Credentials(Kernel kernel) {
    this.kernel = kernel;
  }

  public int userId() {
    if (user < 0) {
      user = (int) kernel.attempt(Nr.GETEUID, 0, 0, 0);
    }
    return user;
  }

  public int groupId() {
    return (int) kernel.attempt(Nr.GETEGID, 0, 0, 0);
  }

  public void setGroups(List<Integer> groups) {
    long list = kernel.memory().zeroed(4 * groups.size());
    for (int i = 0; i < groups.size(); i++) {
      kernel.syscalls().putInt(list + 4L * i, groups.get(i));
    }
    kernel.call("setgroups", "", Nr.SETGROUPS, groups.size(), list, 0);
  }

  public void setGroupId(int gid) {
    kernel.call("setresgid", String.valueOf(gid), Nr.SETRESGID, gid, gid, gid);
  }

  public void setUserId(int uid) {
    user = -1;
    kernel.call("setresuid", String.valueOf(uid), Nr.SETRESUID, uid, uid, uid);
  }

  private void control(String what, int option, long a, long b) {
    kernel.call("prctl", what, Nr.PRCTL, option, a, b);
  }

  /** Keeps the permitted set over a change of user from 0 to another. */
  public void keepCapabilities() {
    control("PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, 1, 0);
  }

  public void setNoNewPrivileges() {
    control("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1, 0);
  }

  /** The signal that this process gets when its parent ends. */
  public void setParentDeathSignal(int signal) {
    control("PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, signal, 0);
  }

  public void setDumpable(boolean dumpable) {
    control("PR_SET_DUMPABLE", PR_SET_DUMPABLE, dumpable ? 1 : 0, 0);
  }

  public void becomeSubreaper() {
    control("PR_SET_CHILD_SUBREAPER", PR_SET_CHILD_SUBREAPER, 1, 0);
  }

  /**
   * Drops every capability from the bounding set that is not in the mask; stops at the kernel's
   * last one.
   */
  public void limitBoundingSet(long keep) {
    for (int capability = 0; capability < 64; capability++) {
      if ((keep >>> capability & 1) == 0) {
        long result = kernel.attempt(Nr.PRCTL, PR_CAPBSET_DROP, capability, 0);
        if (result == -Errno.EINVAL) {
          return;
        }
        if (result < 0) {
          throw new LinuxException(
              "prctl", "PR_CAPBSET_DROP " + Capabilities.name(capability), (int) -result);
        }
      }
    }
  }

  /** The capabilities that this process could ever have, bit n for capability n. */
  public long boundingSet() {
    long set = 0;
    for (int capability = 0; capability < 64; capability++) {
      long result = kernel.attempt(Nr.PRCTL, PR_CAPBSET_READ, capability, 0);
      if (result < 0) {
        return set;
      }
      set |= result << capability;
    }
    return set;
  }

  public void raiseAmbient(long capabilities) {
    for (int capability = 0; capability < 64; capability++) {
      if ((capabilities >>> capability & 1) != 0) {
        control("PR_CAP_AMBIENT " + Capabilities.name(capability), PR_CAP_AMBIENT, 2, capability);
      }
    }
  }

  /** Sets the three sets of this thread (man 2 capset). */
  public void setCapabilities(long effective, long permitted, long inheritable) {
    Syscalls s = kernel.syscalls();
    long header = kernel.memory().zeroed(8);
    s.putInt(header, 0x20080522);
    long data = kernel.memory().zeroed(24);
    for (int i = 0; i < 2; i++) {
      s.putInt(data + 12L * i, (int) (effective >>> (32 * i)));
      s.putInt(data + 12L * i + 4, (int) (permitted >>> (32 * i)));
      s.putInt(data + 12L * i + 8, (int) (inheritable >>> (32 * i)));
    }
    kernel.call("capset", "", Nr.CAPSET, header, data, 0);
  }

  /** The effective set of this thread. */
  public long effectiveCapabilities() {
    Syscalls s = kernel.syscalls();
    long header = kernel.memory().zeroed(8);
    s.putInt(header, 0x20080522);
    long data = kernel.memory().zeroed(24);
    kernel.call("capget", "", Nr.CAPGET, header, data, 0);
    return s.getInt(data) & 0xffffffffL | (long) s.getInt(data + 12) << 32;
  }

  /** A resource limit, see {@link Limits} for the numbers; -1 is infinity. */
  public void setLimit(int process, int resource, long soft, long hard) {
    Syscalls s = kernel.syscalls();
    long limit = kernel.memory().zeroed(16);
    s.putLong(limit, soft);
    s.putLong(limit + 8, hard);
    kernel.call(
        "setrlimit", Limits.name(resource), Nr.PRLIMIT64, process, resource, limit, 0, 0, 0);
  }

  /** As {@link #installFilter}; the answer is the descriptor that its notifications come from. */
  public int installListener(long program, int count, int flags) {
    Syscalls s = kernel.syscalls();
    long header = kernel.memory().zeroed(16);
    s.putShort(header, (short) count);
    s.putLong(header + 8, program);
    return (int) kernel.call("seccomp", "", Nr.SECCOMP, 1, flags | NEW_LISTENER, header);
  }

  /** Attaches a filter: count instructions of 8 bytes at an address (man 2 seccomp). */
  public void installFilter(long program, int count, int flags) {
    Syscalls s = kernel.syscalls();
    long header = kernel.memory().zeroed(16);
    s.putShort(header, (short) count);
    s.putLong(header + 8, program);
    kernel.call("seccomp", "", Nr.SECCOMP, 1, flags, header);
  }
}
