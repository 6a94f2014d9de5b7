package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Nr;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Syscalls;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that layers need, by descriptor of the directory and name in bytes. A name is
 * one component, never a path, so no link is followed on the way. Each answers a result or {@code
 * -errno}. One thread's: the memory for names and structures is used again by the next call.
 */
final class Calls implements AutoCloseable {
  static final int BUFFER = 256 * 1024;

  /** PATH_MAX of linux/limits.h, with the final zero byte. */
  static final int PATH = 4096;

  static final int DIRECTORY = Files.O_PATH | Files.O_DIRECTORY | Files.O_NOFOLLOW;
  static final int LIST = Files.O_RDONLY | Files.O_DIRECTORY | Files.O_NOFOLLOW;
  static final int CONTENT = Files.O_RDONLY | Files.O_NOFOLLOW | Files.O_NONBLOCK;
  static final int NEW_FILE = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL | Files.O_NOFOLLOW;

  static final int S_IFMT = 0xf000;
  static final int S_IFIFO = 0x1000;
  static final int S_IFCHR = 0x2000;
  static final int S_IFDIR = 0x4000;
  static final int S_IFBLK = 0x6000;
  static final int S_IFREG = 0x8000;
  static final int S_IFLNK = 0xa000;
  static final int S_IFSOCK = 0xc000;

  private static final int NOFOLLOW = 0x100;
  private static final int REMOVEDIR = 0x200;
  private static final int EMPTY_PATH = 0x1000;
  private static final int BASIC_STATS = 0x7ff;
  private static final long UTIME_OMIT = (1L << 30) - 2;
  private static final int VALUE = 64 * 1024;

  private static final byte[] HERE = {'.'};

  private final Syscalls s;
  private final Arena arena = Arena.ofShared();
  private final long name = allocate(PATH + 64);
  private final long other = allocate(PATH + 64);
  private final long scratch = allocate(256);
  private long buffer;
  private long value;

  Calls(Syscalls s) {
    this.s = s;
  }

  private long allocate(int size) {
    return arena.allocate(size, 16).address();
  }

  /** Raw memory of {@link #BUFFER} bytes for content. */
  long buffer() {
    if (buffer == 0) {
      buffer = allocate(BUFFER);
    }
    return buffer;
  }

  /** The error for the user of a call that failed. */
  static LayerException failed(String what, String path, long answer) {
    return new LayerException(what + " " + path + ": " + Errno.text((int) -answer));
  }

  private long call(int number, long a, long b, long c, long d, long e) {
    long answer;
    do {
      answer = s.call(number, a, b, c, d, e, 0);
    } while (answer == -Errno.EINTR);
    return answer;
  }

  /** A zero-ended copy; longer than the kernel takes becomes one that it refuses. */
  private long string(byte[] text, int from, int to, long at) {
    int length = Math.min(to - from, PATH + 32);
    s.copyIn(text, from, at, length);
    s.putByte(at + length, (byte) 0);
    return at;
  }

  private long name(byte[] text) {
    return string(text, 0, text.length, name);
  }

  /** Opens by a path, as the user gave it. */
  int open(String path, int flags) {
    long at = name(Bytes.encode(path));
    return (int) call(Nr.OPENAT, Files.AT_FDCWD, at, flags | Files.O_CLOEXEC, 0, 0);
  }

  int openAt(int directory, byte[] text, int from, int to, int flags, int mode) {
    long at = string(text, from, to, name);
    return (int) call(Nr.OPENAT, directory, at, flags | Files.O_CLOEXEC, mode, 0);
  }

  int openAt(int directory, byte[] text, int flags, int mode) {
    return openAt(directory, text, 0, text.length, flags, mode);
  }

  /** Opens the directory itself anew, for listing or locking. */
  int again(int directory, int flags) {
    return openAt(directory, HERE, flags, 0);
  }

  void close(int fd) {
    if (fd >= 0) {
      s.call(Nr.CLOSE, fd, 0, 0, 0, 0, 0);
    }
  }

  int makeDirectory(int directory, byte[] text, int mode) {
    return (int) call(Nr.MKDIRAT, directory, name(text), mode, 0, 0);
  }

  int makeNode(int directory, byte[] text, int mode, int major, int minor) {
    long device =
        minor & 0xff | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
    return (int) call(Nr.MKNODAT, directory, name(text), mode, device, 0);
  }

  int symbolicLink(byte[] target, int directory, byte[] text) {
    long to = string(target, 0, target.length, other);
    return (int) call(Nr.SYMLINKAT, to, directory, name(text), 0, 0);
  }

  int hardLink(int fromDirectory, byte[] from, int directory, byte[] text) {
    long old = string(from, 0, from.length, other);
    return (int) call(Nr.LINKAT, fromDirectory, old, directory, name(text), 0);
  }

  int rename(int fromDirectory, byte[] from, int directory, byte[] text) {
    long old = string(from, 0, from.length, other);
    return (int) call(Nr.RENAMEAT, fromDirectory, old, directory, name(text), 0);
  }

  int unlink(int directory, byte[] text) {
    return (int) call(Nr.UNLINKAT, directory, name(text), 0, 0, 0);
  }

  int removeDirectory(int directory, byte[] text) {
    return (int) call(Nr.UNLINKAT, directory, name(text), REMOVEDIR, 0, 0);
  }

  int chown(int fd, long uid, long gid) {
    return (int) call(Nr.FCHOWN, fd, uid, gid, 0, 0);
  }

  int chownAt(int directory, byte[] text, long uid, long gid) {
    return (int) call(Nr.FCHOWNAT, directory, name(text), uid, gid, NOFOLLOW);
  }

  int chmod(int fd, int mode) {
    return (int) call(Nr.FCHMOD, fd, mode, 0, 0, 0);
  }

  /** Of anything but a symbolic link, for which it answers -EOPNOTSUPP. */
  int chmodAt(int directory, byte[] text, int mode) {
    int answer = (int) call(Nr.FCHMODAT2, directory, name(text), mode, NOFOLLOW, 0);
    return answer == -Errno.ENOSYS ? chmodOpen(directory, text, mode) : answer;
  }

  /** For kernels before 6.6: what is open is changed, whatever the name means by then. */
  int chmodOpen(int directory, byte[] text, int mode) {
    int fd = openAt(directory, text, Files.O_PATH | Files.O_NOFOLLOW, 0);
    if (fd < 0) {
      return fd;
    }
    try {
      if (stat(fd).isSymbolicLink()) {
        return -Errno.EOPNOTSUPP;
      }
      long path = name(Bytes.encode("/proc/self/fd/" + fd));
      return (int) call(Nr.CHMOD, path, mode, 0, 0, 0);
    } finally {
      close(fd);
    }
  }

  private long times(long seconds, int nanos) {
    s.putLong(scratch, 0);
    s.putLong(scratch + 8, UTIME_OMIT);
    s.putLong(scratch + 16, seconds);
    s.putLong(scratch + 24, nanos);
    return scratch;
  }

  int touch(int fd, long seconds, int nanos) {
    return (int) call(Nr.UTIMENSAT, fd, 0, times(seconds, nanos), 0, 0);
  }

  int touchAt(int directory, byte[] text, long seconds, int nanos) {
    return (int) call(Nr.UTIMENSAT, directory, name(text), times(seconds, nanos), NOFOLLOW, 0);
  }

  int truncate(int fd, long size) {
    return (int) call(Nr.FTRUNCATE, fd, size, 0, 0, 0);
  }

  /** Writes all, at the descriptor's place, or at an offset when that is not negative. */
  long write(int fd, byte[] from, int offset, int length, long place) {
    int done = 0;
    while (done < length) {
      int n = Math.min(BUFFER, length - done);
      s.copyIn(from, offset + done, buffer(), n);
      long answer = writeRaw(fd, buffer, n, place < 0 ? place : place + done);
      if (answer < 0) {
        return answer;
      }
      done += (int) answer;
    }
    return done;
  }

  private long writeRaw(int fd, long at, int length, long place) {
    return place < 0
        ? call(Nr.WRITE, fd, at, length, 0, 0)
        : call(Nr.PWRITE64, fd, at, length, place, 0);
  }

  /** Reads at an offset; 0 at the end. */
  int read(int fd, byte[] to, int offset, int length, long place) {
    int n = (int) call(Nr.PREAD64, fd, buffer(), Math.min(BUFFER, length), place, 0);
    if (n > 0) {
      s.copyOut(buffer, to, offset, n);
    }
    return n;
  }

  long seek(int fd, long offset, int whence) {
    return call(Nr.LSEEK, fd, offset, whence, 0, 0);
  }

  int ioctl(int fd, long request, long argument) {
    return (int) call(Nr.IOCTL, fd, request, argument, 0, 0);
  }

  long copyRange(int from, int to, long length) {
    long answer;
    do {
      answer = s.call(Nr.COPY_FILE_RANGE, from, 0, to, 0, length, 0);
    } while (answer == -Errno.EINTR);
    return answer;
  }

  /** What a name is, links not followed; null when there is none. */
  @Nullable Stat stat(int directory, byte[] text) {
    long answer = call(Nr.STATX, directory, name(text), NOFOLLOW, BASIC_STATS, statx());
    return answer == 0 ? read(statx()) : absent(answer, text);
  }

  /** What is open. */
  Stat stat(int fd) {
    s.putByte(name, (byte) 0);
    long answer = call(Nr.STATX, fd, name, EMPTY_PATH, BASIC_STATS, statx());
    if (answer < 0) {
      throw failed("stat", "descriptor " + fd, answer);
    }
    return read(statx());
  }

  private static @Nullable Stat absent(long answer, byte[] text) {
    if (answer == -Errno.ENOENT || answer == -Errno.ENOTDIR) {
      return null;
    }
    throw failed("stat", Bytes.decode(text), answer);
  }

  private long statx() {
    return scratch;
  }

  private Stat read(long at) {
    return new Stat(
        s.getShort(at + 28) & 0xffff,
        s.getInt(at + 16),
        s.getInt(at + 20),
        s.getInt(at + 24),
        s.getLong(at + 40),
        s.getLong(at + 32),
        s.getInt(at + 136),
        s.getInt(at + 140),
        s.getInt(at + 128),
        s.getInt(at + 132),
        s.getLong(at + 112) * 1_000_000_000L + s.getInt(at + 120));
  }

  /** A symbolic link's target; null when the name is no link. */
  byte @Nullable [] target(int directory, byte[] text) {
    return target(directory, text, 0, text.length);
  }

  byte @Nullable [] target(int directory, byte[] text, int from, int to) {
    long at = string(text, from, to, name);
    int n = (int) call(Nr.READLINKAT, directory, at, other, PATH, 0);
    return n < 0 ? null : copy(other, n);
  }

  private byte[] copy(long at, int length) {
    byte[] data = new byte[length];
    s.copyOut(at, data, 0, length);
    return data;
  }

  /**
   * The path by which calls that take no descriptor reach a name without following it; an empty
   * name means the directory itself, which may be open with O_PATH.
   */
  private long proc(int directory, byte[] text) {
    byte[] last = text.length == 0 ? HERE : text;
    byte[] prefix = Bytes.encode("/proc/self/fd/" + directory + "/");
    byte[] whole = Arrays.copyOf(prefix, prefix.length + last.length);
    System.arraycopy(last, 0, whole, prefix.length, last.length);
    return name(whole);
  }

  private long value() {
    if (value == 0) {
      value = allocate(VALUE);
    }
    return value;
  }

  /** Sets an extended attribute; an empty name means the directory itself. */
  int setXattr(int directory, byte[] text, String key, byte[] data) {
    if (data.length > VALUE) {
      return -Errno.E2BIG;
    }
    byte[] attribute = Bytes.encode(key);
    long at = string(attribute, 0, attribute.length, other);
    s.copyIn(data, 0, value(), data.length);
    return (int) call(Nr.LSETXATTR, proc(directory, text), at, value, data.length, 0);
  }

  int setXattr(int fd, String key, byte[] data) {
    if (data.length > VALUE) {
      return -Errno.E2BIG;
    }
    byte[] attribute = Bytes.encode(key);
    long at = string(attribute, 0, attribute.length, other);
    s.copyIn(data, 0, value(), data.length);
    return (int) call(Nr.FSETXATTR, fd, at, value, data.length, 0);
  }

  /** The value of an extended attribute; null when it is not there. */
  byte @Nullable [] xattr(int directory, byte[] text, String key) {
    byte[] attribute = Bytes.encode(key);
    long at = string(attribute, 0, attribute.length, other);
    int n = (int) call(Nr.LGETXATTR, proc(directory, text), at, value(), VALUE, 0);
    return n < 0 ? null : copy(value, n);
  }

  /** The names of a file's extended attributes, in byte order. */
  List<String> xattrs(int directory, byte[] text) {
    int n = (int) call(Nr.LLISTXATTR, proc(directory, text), value(), VALUE, 0, 0);
    List<String> names = new ArrayList<>();
    byte[] data = copy(value, Math.max(0, n));
    int from = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == 0) {
        names.add(Bytes.decode(Arrays.copyOfRange(data, from, i)));
        from = i + 1;
      }
    }
    names.sort(null);
    return names;
  }

  /** The names in a directory, but "." and "..", in the kernel's order. */
  List<byte[]> list(int fd) {
    List<byte[]> names = new ArrayList<>();
    while (true) {
      long n = call(Nr.GETDENTS64, fd, buffer(), BUFFER, 0, 0);
      if (n == 0 || n == -Errno.ENOENT) {
        return names;
      }
      if (n < 0) {
        throw failed("readdir", "descriptor " + fd, n);
      }
      int length;
      for (long entry = buffer; entry < buffer + n; entry += length) {
        length = s.getShort(entry + 16) & 0xffff;
        byte[] raw = copy(entry + 19, length - 19);
        int end = 0;
        while (raw[end] != 0) {
          end++;
        }
        boolean dots = raw[0] == '.' && (end == 1 || (end == 2 && raw[1] == '.'));
        if (!dots) {
          names.add(Arrays.copyOf(raw, end));
        }
      }
    }
  }

  /** Takes the lock of an open file (man 2 flock): waits for it, or answers -EAGAIN at once. */
  int lock(int fd, boolean wait) {
    return (int) call(Nr.FLOCK, fd, wait ? 2 : 6, 0, 0, 0);
  }

  int syncFileSystem(int fd) {
    return (int) call(Nr.SYNCFS, fd, 0, 0, 0, 0);
  }

  int sync(int fd) {
    return (int) call(Nr.FSYNC, fd, 0, 0, 0, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
