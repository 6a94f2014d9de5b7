package dev.jaula.perform;

import static dev.jaula.linux.Nr.*;

import dev.jaula.fake.FakeMemory;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Directories and files of a kernel on the heap, and who is signalled. */
final class TreeKernel extends FakeMemory {
  private static final int SELF = 4711;
  private static final int FIRST_FREE = 3;

  /** What is in the files; a directory ends with a slash, and has no text. */
  final Map<String, String> tree = new TreeMap<>();

  /** As {@code path = text}. */
  final List<String> writes = new ArrayList<>();

  /** As {@code pid signal}. */
  final List<String> signals = new ArrayList<>();

  /** Is told who is signalled. */
  IntConsumer signalled = pid -> {};

  private final Map<Integer, String> open = new HashMap<>();
  private final Set<Integer> atEnd = new TreeSet<>();

  TreeKernel() {
    tree.put("/", "");
  }

  TreeKernel directory(String path) {
    tree.put(path + "/", "");
    return this;
  }

  TreeKernel file(String path, String text) {
    tree.put(path, text);
    return this;
  }

  /** A cgroup with its processes. */
  TreeKernel cgroup(String path, String processes) {
    return directory(path).file(path + "/cgroup.procs", processes);
  }

  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    return switch (number) {
      case OPENAT -> open(text(b));
      case READ -> read((int) a, b, (int) c);
      case WRITE -> write(open.get((int) a), text(b, (int) c));
      case GETDENTS64 -> list((int) a, b);
      case CLOSE -> open.remove((int) a) == null ? -Errno.EBADF : 0;
      case FACCESSAT -> exists(text(b)) ? 0 : -Errno.ENOENT;
      case MKDIRAT -> make(text(b));
      case UNLINKAT -> remove(text(b));
      case STATFS -> -Errno.ENOENT;
      case GETPID -> SELF;
      case KILL -> signal((int) a, (int) b);
      case PPOLL, PRCTL, WAIT4 -> 0;
      default -> throw new AssertionError("call " + number);
    };
  }

  private boolean exists(String path) {
    return tree.containsKey(path) || tree.containsKey(path + "/");
  }

  private long open(String path) {
    if (!exists(path)) {
      return -Errno.ENOENT;
    }
    int fd = FIRST_FREE;
    while (open.containsKey(fd)) {
      fd++;
    }
    open.put(fd, path);
    atEnd.remove(fd);
    return fd;
  }

  private long read(int fd, long at, int length) {
    byte[] text = Bytes.encode(tree.getOrDefault(open.get(fd), ""));
    if (!atEnd.add(fd) || text.length > length) {
      return 0;
    }
    copyIn(text, 0, at, text.length);
    return text.length;
  }

  private long write(@Nullable String path, String text) {
    writes.add(path + " = " + text);
    return text.length();
  }

  private long list(int fd, long at) {
    if (!atEnd.add(fd)) {
      return 0;
    }
    String directory = open.get(fd) + "/";
    long entry = at;
    for (String path : tree.keySet()) {
      if (path.startsWith(directory) && path.length() > directory.length()) {
        String name = path.substring(directory.length());
        boolean isDirectory = name.endsWith("/");
        name = isDirectory ? name.substring(0, name.length() - 1) : name;
        if (!name.contains("/")) {
          entry += put(name, isDirectory ? 4 : 8, entry);
        }
      }
    }
    return entry - at;
  }

  /** One linux_dirent64; its length. */
  private int put(String name, int kind, long at) {
    byte[] bytes = Bytes.encode(name);
    int length = (20 + bytes.length + 7) & ~7;
    putShort(at + 16, (short) length);
    putByte(at + 18, (byte) kind);
    copyIn(bytes, 0, at + 19, bytes.length);
    putByte(at + 19 + bytes.length, (byte) 0);
    return length;
  }

  private long make(String path) {
    if (exists(path)) {
      return -Errno.EEXIST;
    }
    directory(path);
    return 0;
  }

  private long remove(String path) {
    if (!exists(path)) {
      return -Errno.ENOENT;
    }
    boolean hasChild =
        tree.keySet().stream()
            .anyMatch(p -> p.startsWith(path + "/") && p.indexOf('/', path.length() + 1) > 0);
    boolean isLive = !tree.getOrDefault(path + "/cgroup.procs", "").isEmpty();
    if (hasChild || isLive) {
      return -Errno.EBUSY;
    }
    tree.keySet().removeIf(p -> p.startsWith(path + "/"));
    return 0;
  }

  private long signal(int pid, int signal) {
    signals.add(pid + " " + signal);
    signalled.accept(pid);
    return 0;
  }
}
