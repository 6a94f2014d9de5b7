package dev.jaula.perform;

import static dev.jaula.linux.Nr.*;

import dev.jaula.fake.FakeMemory;
import dev.jaula.linux.Errno;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on the heap: the host's files and cgroups, one caller with its descriptors, and at most
 * one child. A start is followed on one side at a time: as the caller, whose child is then only a
 * number, or as the child, which runs until it executes a program or exits. One call, counted from
 * 1 on the side that is followed, can be made to fail.
 */
final class FakeKernel extends FakeMemory {
  static final int CHILD = 4711;

  /** The process that enters namespaces for the child. */
  private static final int STAGE = 4712;

  /** The process of a hook, of either side. */
  private static final int HOOK = 4713;

  private static final int BPF_PROG_LOAD = 5;
  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final int FIRST_FREE = 3;

  /** What the child has sent: to its caller, or to who let it go on at its gate. */
  static final class Message {
    private final byte[] data;
    private final boolean hasTerminal;

    Message(byte[] data, boolean hasTerminal) {
      this.data = data.clone();
      this.hasTerminal = hasTerminal;
    }

    byte[] data() {
      return data.clone();
    }

    boolean hasTerminal() {
      return hasTerminal;
    }

    /** The failure that it tells, or null. */
    @Nullable String failure() {
      return data.length > 2
          ? new String(data, 1, data.length - 1, java.nio.charset.StandardCharsets.UTF_8)
          : null;
    }
  }

  /** How the child ended: thrown through the code of the child, and by each of its calls after. */
  static final class Ended extends Error {
    private static final long serialVersionUID = 1L;

    /** The exit code, or -1 when a program was executed. */
    final int code;

    Ended(int code) {
      super("exit " + code, null, false, false);
      this.code = code;
    }
  }

  private final boolean asChild;
  private final int failAt;
  private final int errno;
  final Set<String> host = new TreeSet<>();

  /** The host's files when the child was made. */
  final Set<String> atFork = new TreeSet<>();

  final Map<Integer, String> open = new TreeMap<>();
  private final FakeContainer container = new FakeContainer();
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Deque<Message> inbox = new ArrayDeque<>();
  private final List<Message> told = new ArrayList<>();
  private final List<Message> toldStarter = new ArrayList<>();
  private @Nullable Ended ended;
  private int failed;
  private boolean hookRuns;
  private boolean inStage;
  private boolean inChild;
  private boolean alive;
  private boolean zombie;
  private int calls;

  /** failAt 0 lets every call succeed. */
  FakeKernel(boolean asChild, int failAt, int errno) {
    this.asChild = asChild;
    this.failAt = failAt;
    this.errno = errno;
    host.add("/");
  }

  /** What the caller will read from its child. */
  void hear(List<Message> messages) {
    inbox.addAll(messages);
  }

  /** What the child has told its caller. */
  List<Message> told() {
    return told;
  }

  /** What the child has told who let it go on at its gate. */
  List<Message> toldStarter() {
    return toldStarter;
  }

  /** The number of the call that was made to fail. */
  int failed() {
    return failed;
  }

  int calls() {
    return calls;
  }

  /** Whether the call that is to fail was made. */
  boolean hasFailed() {
    return failAt > 0 && calls >= failAt;
  }

  boolean hasProcess() {
    return alive || zombie || hookRuns;
  }

  int count(int number) {
    return counts.getOrDefault(number, 0);
  }

  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    if (ended != null) {
      throw ended;
    }
    if (asChild == inChild && number != EXIT_GROUP && ++calls == failAt) {
      failed = number;
      if (number == CLOSE) {
        open.remove((int) a);
      }
      return -errno;
    }
    counts.merge(number, 1, Integer::sum);
    return switch (number) {
      case OPENAT -> openAt(text(b));
      case OPENAT2, OPEN_TREE, SOCKET -> descriptor(number == SOCKET ? "socket" : text(b));
      case CLOSE -> open.remove((int) a) == null ? -Errno.EBADF : 0;
      case CLOSE_RANGE -> c == CLOSE_RANGE_CLOEXEC ? 0 : closeRange((int) a, (int) b);
      case READ -> read((int) a, b, (int) c);
      case WRITE -> write((int) a, b, (int) c);
      case MKDIRAT -> makeDirectory(text(b));
      case UNLINKAT -> remove(text(b));
      case SOCKETPAIR -> pair(d, "socket");
      case PIPE2 -> pair(a, "answer");
      case PIDFD_OPEN -> descriptor("pidfd");
      case CLONE3 -> makeChild(a);
      case KILL -> kill((int) a);
      case PIDFD_SEND_SIGNAL -> endHook();
      case WAIT4 -> a == STAGE ? STAGE : a == HOOK ? HOOK + endHook() : reap();
      case PPOLL -> poll(a, (int) b);
      case SENDMSG -> send((int) a);
      case ACCEPT4 -> descriptor("starter");
      case PIDFD_GETFD -> descriptor("notifications");
      case BPF -> a == BPF_PROG_LOAD ? descriptor("program") : 0;
      case RECVMSG -> receive(b);
      case EXECVE -> end(-1);
      case EXIT_GROUP -> end((int) a);
      default -> inChild ? container.call(this, number, a, b, c, d, e) : other(number);
    };
  }

  /** The calls of a caller that need no state. */
  private static long other(int number) {
    return switch (number) {
      case SETNS, PRCTL, RT_SIGACTION, FACCESSAT, GETDENTS64, MOUNT_SETATTR, CLOCK_GETTIME -> 0;
      default -> throw new AssertionError("the caller made call " + number);
    };
  }

  /** Whether the child has told something, or a hook has ended, which none is long about. */
  private long poll(long at, int count) {
    long all = 0;
    for (int i = 0; i < count; i++) {
      String what = open.get(getInt(at + 8L * i));
      boolean heard = !inChild && !inbox.isEmpty() && "socket".equals(what);
      boolean ready = heard || "hook".equals(what);
      putShort(at + 8L * i + 6, (short) (ready ? 1 : 0));
      all += ready ? 1 : 0;
    }
    return all;
  }

  private long endHook() {
    hookRuns = false;
    return 0;
  }

  /** Of the descriptors that are sent only the terminal's is looked at. */
  private long send(int fd) {
    if (inChild && "socket".equals(open.get(fd))) {
      told.add(new Message(new byte[1], true));
    }
    return 0;
  }

  private long closeRange(int first, int last) {
    open.keySet().removeIf(fd -> fd >= first && (last < 0 || fd <= last));
    return 0;
  }

  private long end(int code) {
    ended = new Ended(code);
    throw ended;
  }

  int descriptor(String what) {
    int fd = FIRST_FREE;
    while (open.containsKey(fd)) {
      fd++;
    }
    open.put(fd, what);
    return fd;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** A cgroup's files and those of proc are there by themselves. */
  private long openAt(String path) {
    if (inChild) {
      return descriptor(path);
    }
    boolean control = path.startsWith("/sys/fs/cgroup/") && host.contains(parent(path));
    boolean process = path.startsWith("/proc/" + CHILD + "/") && alive;
    if (!host.contains(path) && !control && !process) {
      return -Errno.ENOENT;
    }
    return descriptor(path);
  }

  private long makeDirectory(String path) {
    if (inChild) {
      return container.makeDirectory(path, host);
    }
    if (host.contains(path)) {
      return -Errno.EEXIST;
    }
    if (!host.contains(parent(path))) {
      return -Errno.ENOENT;
    }
    host.add(path);
    return 0;
  }

  /** A cgroup goes only when its process has. */
  private long remove(String path) {
    if (alive && path.startsWith("/sys/fs/cgroup/")) {
      return -Errno.EBUSY;
    }
    return host.remove(path) ? 0 : -Errno.ENOENT;
  }

  private long pair(long at, String what) {
    putInt(at, descriptor(what));
    putInt(at + 4, descriptor(what));
    return 0;
  }

  private long makeChild(long arguments) {
    if (inStage) {
      inStage = false;
      return 0;
    }
    if (inChild || alive) {
      hookRuns = true;
      putInt(getLong(arguments + 8), descriptor("hook"));
      return HOOK;
    }
    if (asChild) {
      inChild = true;
      inStage = open.containsValue("answer");
      atFork.addAll(host);
      return 0;
    }
    boolean isStage = open.containsValue("answer");
    putInt(getLong(arguments + 8), descriptor(isStage ? "stage" : "pidfd"));
    alive = !isStage;
    return isStage ? STAGE : CHILD;
  }

  private long kill(int pid) {
    if (pid != CHILD || !(alive || zombie)) {
      return -Errno.ESRCH;
    }
    alive = false;
    zombie = true;
    return 0;
  }

  private long reap() {
    if (!(alive || zombie)) {
      return -Errno.ECHILD;
    }
    alive = false;
    zombie = false;
    return CHILD;
  }

  /** The socket between the two; every other file is empty. */
  private long read(int fd, long at, int length) {
    String what = open.get(fd);
    if (what == null) {
      return -Errno.EBADF;
    }
    if (what.equals("answer")) {
      return answer(at);
    }
    if (!what.equals("socket")) {
      return 0;
    }
    byte[] data = inChild ? new byte[] {'m'} : next().data();
    int n = Math.min(length, data.length);
    copyIn(data, 0, at, n);
    return n;
  }

  /** The child's next message, an empty one when its side of the socket is closed. */
  private Message next() {
    return inbox.isEmpty() ? new Message(new byte[0], false) : inbox.remove();
  }

  /** The stage tells the number of the process that it made, once, unless it failed. */
  private long answer(long at) {
    if (alive || !inbox.isEmpty() && inbox.peek().failure() != null) {
      return 0;
    }
    alive = true;
    byte[] number = String.valueOf(CHILD).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    copyIn(number, 0, at, number.length);
    return number.length;
  }

  private long write(int fd, long at, int length) {
    String what = open.get(fd);
    if (what == null) {
      return -Errno.EBADF;
    }
    if (inChild && (what.equals("socket") || what.equals("starter"))) {
      byte[] data = new byte[length];
      copyOut(at, data, 0, length);
      (what.equals("socket") ? told : toldStarter).add(new Message(data, false));
    }
    return length;
  }

  /** To the child its cgroups; from it its next message, the terminal's descriptor with it. */
  private long receive(long message) {
    if (inChild) {
      long control = getLong(message + 32);
      for (int i = 0; i < (getLong(control) - 16) / 4; i++) {
        putInt(control + 16 + 4L * i, descriptor("tasks"));
      }
      return 1;
    }
    Message next = next();
    copyIn(next.data(), 0, getLong(getLong(message + 16)), next.data().length);
    if (next.hasTerminal()) {
      putInt(getLong(message + 32) + 16, descriptor("terminal"));
    } else {
      putLong(message + 40, 0);
    }
    return next.data().length;
  }
}
