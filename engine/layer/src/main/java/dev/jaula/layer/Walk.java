package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import java.util.Arrays;

/**
 * The way from a root to a directory, step by step. Each step opens one name without following it;
 * a symbolic link is read and walked here, from the root when it is absolute, and {@code ..} at the
 * root stays there: nothing leads outside, whatever is renamed meanwhile (what RESOLVE_IN_ROOT of
 * openat2 does, and on any kernel). The directories on the way stay open, so that a run of entries
 * in one directory, or one beside it, costs no more steps than it has new ones.
 */
final class Walk implements AutoCloseable {
  /** As many links as the kernel follows (man 7 path_resolution). */
  private static final int LINKS = 40;

  /** So many directories stay open; those below are opened again when they are come back to. */
  private static final int OPEN = 128;

  /** Told of each directory that an archive has forgotten, and that was made on the way. */
  interface Made {
    /** A directory was made: its parent, its name, and the path as the archive has it. */
    void made(int directory, byte[] name, String path);
  }

  private final Calls calls;
  private final int root;
  private byte[][] names = new byte[32][];
  private int[] descriptors = new int[32];
  private int depth;
  private byte[] last = new byte[0];
  private int lastLength = -1;

  /** The root stays the caller's. */
  Walk(Calls calls, int root) {
    this.calls = calls;
    this.root = root;
  }

  /** Forgets every directory, as one of them may have been taken away. */
  void reset() {
    cut(0);
    lastLength = -1;
  }

  /**
   * The descriptor of the directory that the first {@code length} bytes of a path name; valid until
   * the next call.
   *
   * @param made when not null, what is missing is made, mode 0755
   * @return the descriptor, or {@code -ENOENT} when it is missing and not made, or {@code -ENOTDIR}
   * @throws LayerException when a step cannot be made or goes through too many links
   */
  int to(byte[] path, int length, @org.jspecify.annotations.Nullable Made made) {
    if (length == lastLength && Arrays.equals(path, 0, length, last, 0, length)) {
      return top();
    }
    lastLength = -1;
    int answer = walk(path, length, made);
    if (answer >= 0) {
      last = path;
      lastLength = length;
    }
    return answer;
  }

  private int walk(byte[] path, int length, @org.jspecify.annotations.Nullable Made made) {
    byte[] rest = path;
    int end = length;
    int at = 0;
    int level = 0;
    int links = 0;
    while (true) {
      while (at < end && rest[at] == '/') {
        at++;
      }
      int next = at;
      while (next < end && rest[next] != '/') {
        next++;
      }
      if (next == at) {
        cut(level);
        return top();
      }
      if (dots(rest, at, next)) {
        level = next - at == 2 ? Math.max(0, level - 1) : level;
        at = next;
      } else if (level < depth
          && Arrays.equals(rest, at, next, names[level], 0, names[level].length)) {
        level++;
        at = next;
      } else {
        cut(level);
        int fd = enter(rest, at, next, path, length, made);
        if (fd >= 0) {
          push(Arrays.copyOfRange(rest, at, next), fd);
          level++;
          at = next;
        } else if (fd == -Errno.ENOTDIR || fd == -Errno.ELOOP) {
          byte[] target = calls.target(top(), rest, at, next);
          if (target == null) {
            return -Errno.ENOTDIR;
          }
          if (++links > LINKS) {
            throw Calls.failed("open", Bytes.decode(path), -Errno.ELOOP);
          }
          level = target.length > 0 && target[0] == '/' ? 0 : level;
          rest = join(target, rest, next, end);
          end = rest.length;
          at = 0;
        } else if (fd == -Errno.ENOENT) {
          return fd;
        } else {
          throw Calls.failed("open", Bytes.decode(Arrays.copyOf(path, length)), fd);
        }
      }
    }
  }

  private static boolean dots(byte[] text, int from, int to) {
    return text[from] == '.' && (to - from == 1 || (to - from == 2 && text[from + 1] == '.'));
  }

  private static byte[] join(byte[] target, byte[] rest, int from, int to) {
    byte[] whole = Arrays.copyOf(target, target.length + 1 + to - from);
    whole[target.length] = '/';
    System.arraycopy(rest, from, whole, target.length + 1, to - from);
    return whole;
  }

  private int enter(
      byte[] rest,
      int from,
      int to,
      byte[] path,
      int length,
      @org.jspecify.annotations.Nullable Made made) {
    int directory = top();
    int fd = calls.openAt(directory, rest, from, to, Calls.DIRECTORY, 0);
    if (fd != -Errno.ENOENT || made == null) {
      return fd;
    }
    byte[] name = Arrays.copyOfRange(rest, from, to);
    int answer = calls.makeDirectory(directory, name, 0755);
    if (answer < 0) {
      throw Calls.failed("mkdir", Bytes.decode(Arrays.copyOf(path, length)), answer);
    }
    made.made(directory, name, way(name));
    return calls.openAt(directory, name, Calls.DIRECTORY, 0);
  }

  /** Where a name in the current directory really is. */
  private String way(byte[] name) {
    StringBuilder way = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      way.append(Bytes.decode(names[i])).append('/');
    }
    return way.append(Bytes.decode(name)).toString();
  }

  private void push(byte[] name, int fd) {
    if (depth == names.length) {
      names = Arrays.copyOf(names, depth * 2);
      descriptors = Arrays.copyOf(descriptors, depth * 2);
    }
    if (depth > OPEN) {
      calls.close(descriptors[depth - 1]);
      descriptors[depth - 1] = -1;
    }
    names[depth] = name;
    descriptors[depth++] = fd;
  }

  private void cut(int level) {
    while (depth > level) {
      calls.close(descriptors[--depth]);
    }
  }

  /** The deepest directory; opened again when it was one too many. */
  private int top() {
    if (depth == 0) {
      return root;
    }
    int open = depth - 1;
    while (descriptors[open] < 0) {
      open--;
    }
    while (open < depth - 1) {
      int fd = calls.openAt(descriptors[open], names[open + 1], Calls.DIRECTORY, 0);
      if (fd < 0) {
        throw Calls.failed("open", Bytes.decode(names[open + 1]), fd);
      }
      if (open > OPEN) {
        calls.close(descriptors[open]);
        descriptors[open] = -1;
      }
      descriptors[++open] = fd;
    }
    return descriptors[depth - 1];
  }

  @Override
  public void close() {
    cut(0);
  }
}
