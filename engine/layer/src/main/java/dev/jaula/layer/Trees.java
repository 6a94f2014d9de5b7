package dev.jaula.layer;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import java.util.List;

/** Takes away a directory and all below it, however deep it is; links are not followed. */
final class Trees {
  /** Deeper ones are moved up first, so that few descriptors are open. */
  private static final int DEEP = 100;

  private final Calls calls;
  private int moved;

  Trees(Calls calls) {
    this.calls = calls;
  }

  /** Takes away whatever has the name, if anything. */
  void remove(int directory, byte[] name) {
    int answer = calls.unlink(directory, name);
    if (answer == 0 || answer == -Errno.ENOENT) {
      return;
    }
    if (answer != -Errno.EISDIR && answer != -Errno.EPERM) {
      throw Calls.failed("remove", Bytes.decode(name), answer);
    }
    int fd = open(directory, name);
    try {
      do {
        empty(fd, fd, 0);
        answer = calls.removeDirectory(directory, name);
      } while (answer == -Errno.ENOTEMPTY);
    } finally {
      calls.close(fd);
    }
    if (answer < 0 && answer != -Errno.ENOENT) {
      throw Calls.failed("remove", Bytes.decode(name), answer);
    }
  }

  /** Opens a directory for listing; makes it readable and writable first when it is not. */
  private int open(int directory, byte[] name) {
    int fd = calls.openAt(directory, name, Calls.LIST, 0);
    if (fd == -Errno.EACCES) {
      calls.chmodAt(directory, name, 0700);
      fd = calls.openAt(directory, name, Calls.LIST, 0);
    }
    if (fd < 0) {
      throw Calls.failed("remove", Bytes.decode(name), fd);
    }
    return fd;
  }

  /** Takes away what an open directory holds. */
  void clear(int fd) {
    do {
      empty(fd, fd, 0);
      calls.seek(fd, 0, 0);
    } while (!calls.list(fd).isEmpty());
  }

  private void empty(int top, int fd, int depth) {
    // a descriptor that was listed before stands at its end
    calls.seek(fd, 0, 0);
    List<byte[]> names = calls.list(fd);
    for (byte[] name : names) {
      child(top, fd, name, depth);
    }
  }

  private void child(int top, int fd, byte[] name, int depth) {
    int answer = calls.unlink(fd, name);
    if (answer == -Errno.EACCES) {
      calls.chmod(fd, 0700);
      answer = calls.unlink(fd, name);
    }
    if (answer == 0 || answer == -Errno.ENOENT) {
      return;
    }
    if (answer != -Errno.EISDIR && answer != -Errno.EPERM) {
      throw Calls.failed("remove", Bytes.decode(name), answer);
    }
    if (calls.removeDirectory(fd, name) == 0 || (depth >= DEEP && moveUp(top, fd, name))) {
      return;
    }
    int below = open(fd, name);
    try {
      empty(top, below, depth + 1);
    } finally {
      calls.close(below);
    }
    answer = calls.removeDirectory(fd, name);
    if (answer < 0 && answer != -Errno.ENOENT) {
      throw Calls.failed("remove", Bytes.decode(name), answer);
    }
  }

  private boolean moveUp(int top, int fd, byte[] name) {
    int answer;
    do {
      answer = calls.rename(fd, name, top, Bytes.encode(".deep-" + moved++));
    } while (answer == -Errno.ENOTEMPTY || answer == -Errno.EEXIST || answer == -Errno.ENOTDIR);
    return answer == 0;
  }
}
