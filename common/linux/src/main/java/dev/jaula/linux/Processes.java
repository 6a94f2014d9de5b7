package dev.jaula.linux;

import java.util.List;

/** Processes and namespaces (man 2 clone, unshare, setns, waitid, pidfd_open; man 7 namespaces). */
public final class Processes {
  public static final int CLONE_NEWTIME = 0x80;
  public static final long CLONE_PIDFD = 0x1000;
  public static final long CLONE_PARENT = 0x8000;
  public static final int CLONE_NEWNS = 0x20000;
  public static final int CLONE_NEWCGROUP = 0x2000000;
  public static final int CLONE_NEWUTS = 0x4000000;
  public static final int CLONE_NEWIPC = 0x8000000;
  public static final int CLONE_NEWUSER = 0x10000000;
  public static final int CLONE_NEWPID = 0x20000000;
  public static final int CLONE_NEWNET = 0x40000000;
  public static final long CLONE_INTO_CGROUP = 0x200000000L;

  private static final int WNOHANG = 1;
  private static final int WEXITED_WNOWAIT = 0x01000004;
  private static final int P_PID = 1;
  private static final int CLD_EXITED = 1;

  private final Kernel kernel;

  public Processes(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Forks (clone3, or clone where a filter denies that, without CLONE_VM): 0 in the child, which
   * goes on running Java with a copy of the heap. pidfd[0] receives the pidfd when it is not null;
   * cgroup is a directory's descriptor, or -1.
   */
  public int fork(long flags, int cgroup, int[] pidfd) {
    return fork(flags, Signals.SIGCHLD, cgroup, pidfd);
  }

  /**
   * As {@link #fork}, but the child becomes the parent's child, as if that had forked; its pidfd is
   * the caller's.
   */
  public int forkForParent(long flags, int cgroup, int[] pidfd) {
    return fork(flags | CLONE_PARENT, 0, cgroup, pidfd);
  }

  private int fork(long flags, int signal, int cgroup, int[] pidfd) {
    Syscalls s = kernel.syscalls();
    // a caller that ignores SIGCHLD hands that down, and then no child's end is ever told
    kernel.attempt(Nr.RT_SIGACTION, Signals.SIGCHLD, kernel.memory().zeroed(32), 0, 8, 0, 0);
    long args = kernel.memory().zeroed(88);
    long fd = kernel.memory().zeroed(4);
    s.putLong(args, flags | CLONE_PIDFD | (cgroup >= 0 ? CLONE_INTO_CGROUP : 0));
    s.putLong(args + 8, fd);
    s.putLong(args + 32, signal);
    s.putLong(args + 80, Math.max(cgroup, 0));
    long made = kernel.attempt(Nr.CLONE3, args, 88, 0);
    if (made == -Errno.ENOSYS && cgroup < 0) {
      // Docker's seccomp rules deny clone3, as its flags lie in memory that no filter can see
      made = kernel.attempt(Nr.CLONE, flags | CLONE_PIDFD | signal, 0, fd, 0, 0, 0);
    }
    if (made < 0) {
      throw new LinuxException("clone", "", (int) -made);
    }
    int pid = (int) made;
    pidfd[0] = pid == 0 ? -1 : s.getInt(fd);
    return pid;
  }

  public void unshare(int flags) {
    kernel.call("unshare", "", Nr.UNSHARE, flags);
  }

  /** Joins namespaces: flags may hold several when fd is a pidfd (man 2 setns). */
  public void setNamespace(int fd, int flags, String object) {
    kernel.call("setns", object, Nr.SETNS, fd, flags, 0);
  }

  /** 0 or {@code -errno}. */
  public int trySetNamespace(int fd, int flags) {
    return (int) kernel.attempt(Nr.SETNS, fd, flags, 0);
  }

  public Fd open(int pid) {
    return new Fd(
        kernel, (int) kernel.call("pidfd_open", String.valueOf(pid), Nr.PIDFD_OPEN, pid, 0, 0));
  }

  /** {@code -errno} when there is no such process. */
  public int tryOpen(int pid) {
    return (int) kernel.attempt(Nr.PIDFD_OPEN, pid, 0, 0);
  }

  /** A copy of another process's descriptor (man 2 pidfd_getfd), or {@code -errno}. */
  public int tryTake(int pidfd, int number) {
    return (int) kernel.attempt(Nr.PIDFD_GETFD, pidfd, number, 0);
  }

  /** 0 or {@code -errno}. */
  public int trySignal(int pidfd, int signal) {
    return (int) kernel.attempt(Nr.PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0, 0);
  }

  /** 0 or {@code -errno}. */
  public int tryKill(int pid, int signal) {
    return (int) kernel.attempt(Nr.KILL, pid, signal, 0);
  }

  /** As {@link #wait}, when nobody wants to know the code; a failure is no matter. */
  public void tryWait(int pid) {
    kernel.attempt(Nr.WAIT4, pid, 0, 0);
  }

  /** Waits for a child; its exit code, or 128 + the signal that ended it. */
  public int wait(int pid) {
    long status = kernel.memory().zeroed(4);
    kernel.call("wait4", String.valueOf(pid), Nr.WAIT4, pid, status, 0);
    return code(kernel.syscalls().getInt(status));
  }

  /**
   * Waits for a child; its exit code, as {@link #wait}. It is not reaped, so that its number is not
   * given to another process yet (man 2 waitid, WNOWAIT).
   */
  public int awaitEnd(int pid) {
    long mark = kernel.memory().mark();
    long info = kernel.memory().zeroed(128);
    kernel.call("waitid", String.valueOf(pid), Nr.WAITID, P_PID, pid, info, WEXITED_WNOWAIT, 0, 0);
    int how = kernel.syscalls().getInt(info + 8);
    int status = kernel.syscalls().getInt(info + 24);
    kernel.memory().release(mark);
    return how == CLD_EXITED ? status & 0xff : 128 + status;
  }

  /**
   * Reaps any one child that has ended: {pid, code}; pid 0 when none has, -1 when there are no
   * children.
   */
  public int[] reap() {
    long mark = kernel.memory().mark();
    long status = kernel.memory().zeroed(4);
    long pid = kernel.attempt(Nr.WAIT4, -1, status, WNOHANG);
    int code = code(kernel.syscalls().getInt(status));
    kernel.memory().release(mark);
    return new int[] {pid < 0 ? -1 : (int) pid, code};
  }

  private static int code(int status) {
    return (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
  }

  /** Executes a program in place of this one; returns only when that fails, with {@code -errno}. */
  public int execute(String path, List<String> arguments, List<String> environment) {
    Memory m = kernel.memory();
    return (int)
        kernel.attempt(Nr.EXECVE, kernel.string(path), m.vector(arguments), m.vector(environment));
  }

  public void exit(int code) {
    kernel.syscalls().call(Nr.EXIT_GROUP, code, 0, 0, 0, 0, 0);
  }

  public int id() {
    return (int) kernel.attempt(Nr.GETPID, 0, 0, 0);
  }

  public void newSession() {
    kernel.call("setsid", "", Nr.SETSID, 0);
  }

  /** Marks every descriptor from first on to be closed on exec. */
  public void closeOnExecFrom(int first) {
    kernel.call("close_range", "", Nr.CLOSE_RANGE, first, 0xffffffffL, 4);
  }

  /** As {@link #closeRange}; 0 or {@code -errno}. */
  public int tryCloseRange(int first, int last) {
    return (int) kernel.attempt(Nr.CLOSE_RANGE, first, last & 0xffffffffL, 0);
  }

  /** Closes every descriptor from first to last, both included. */
  public void closeRange(int first, int last) {
    kernel.call("close_range", "", Nr.CLOSE_RANGE, first, last & 0xffffffffL, 0);
  }

  public void setHostName(String name) {
    byte[] data = Bytes.encode(name);
    kernel.call("sethostname", name, Nr.SETHOSTNAME, kernel.memory().bytes(data), data.length, 0);
  }

  public void setDomainName(String name) {
    byte[] data = Bytes.encode(name);
    kernel.call(
        "setdomainname", name, Nr.SETDOMAINNAME, kernel.memory().bytes(data), data.length, 0);
  }

  public void setUmask(int mask) {
    kernel.attempt(Nr.UMASK, mask, 0, 0);
  }

  /** Nanoseconds of a clock: 0 is the time of day since 1970, 1 the monotonic one. */
  public long time(int clock) {
    long at = kernel.memory().mark();
    long time = kernel.memory().zeroed(16);
    kernel.call("clock_gettime", "", Nr.CLOCK_GETTIME, clock, time, 0);
    long result =
        kernel.syscalls().getLong(time) * 1_000_000_000L + kernel.syscalls().getLong(time + 8);
    kernel.memory().release(at);
    return result;
  }

  /** The kernel's release, such as {@code 6.18.44}. */
  public String release() {
    long at = kernel.memory().zeroed(390);
    kernel.call("uname", "", Nr.UNAME, at);
    return kernel.memory().read(at + 130);
  }
}
