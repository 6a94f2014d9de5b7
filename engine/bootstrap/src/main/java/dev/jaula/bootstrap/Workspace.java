package dev.jaula.bootstrap;

import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a root file system grows: {@code .NAME.jaula-PID} beside the target, with the
 * root, the package files and a lock. It goes when the work ends; those of processes that were
 * killed go when the next one begins.
 */
final class Workspace implements AutoCloseable {
  private static final String MARK = ".jaula-";
  private static final String PIDFILE = "pid";
  private static final int TRIES = 6;

  private final Path folder;
  private final FileChannel channel;
  private final Kernel kernel;
  private final Thread hook = new Thread(this::interrupted);
  private volatile @Nullable Process child;

  private Workspace(Path folder, FileChannel channel, Kernel kernel) {
    this.folder = folder;
    this.channel = channel;
    this.kernel = kernel;
  }

  /** Makes one in a folder, for a target of this name; what dead ones left is removed. */
  static Workspace make(Path parent, String name, Syscalls syscalls) throws IOException {
    Kernel kernel = new Kernel(syscalls);
    java.nio.file.Files.createDirectories(parent);
    sweep(parent, name, kernel);
    Path folder = parent.resolve("." + name + MARK + ProcessHandle.current().pid());
    // nobody else is to run a set-user-ID program of a system that grows
    java.nio.file.Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    java.nio.file.Files.createDirectory(folder.resolve("root"));
    java.nio.file.Files.createDirectory(folder.resolve("debs"));
    Workspace workspace = new Workspace(folder, channel, kernel);
    Runtime.getRuntime().addShutdownHook(workspace.hook);
    return workspace;
  }

  /** Has a process end when this one is ended. */
  void watch(Process process) {
    child = process;
  }

  /** This process is told to end: nothing of the work stays. */
  private void interrupted() {
    Process process = child;
    if (process != null) {
      process.destroy();
      try {
        process.waitFor(2, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    remove(folder, new Kernel(kernel.syscalls()));
  }

  /** Removes a tree that somebody may still be writing to. */
  private static void remove(Path folder, Kernel kernel) {
    for (int i = 0; ; i++) {
      try {
        new Files(kernel).directories().removeTree(folder.toAbsolutePath().toString());
        return;
      } catch (LinuxException e) {
        if (i == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(20_000_000L << i);
      }
    }
  }

  /** Ends the container of a process that was killed; it is known by what it runs. */
  private static void endContainer(Path folder) {
    try {
      String pid = java.nio.file.Files.readString(folder.resolve(PIDFILE)).trim();
      Path command = Path.of("/proc", pid, "cmdline");
      byte[] line = java.nio.file.Files.readAllBytes(command);
      if (new String(line, StandardCharsets.UTF_8).contains("/" + Configure.WORKSHOP + "/")) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException | NumberFormatException _) {
      // there is none, or it has ended
    }
  }

  private static void sweep(Path parent, String name, Kernel kernel) throws IOException {
    try (DirectoryStream<Path> all =
        java.nio.file.Files.newDirectoryStream(
            parent, p -> isOne(p.getFileName().toString(), name))) {
      for (Path each : all) {
        if (isDead(each)) {
          endContainer(each);
          remove(each, kernel);
        }
      }
    }
  }

  private static boolean isOne(String file, String name) {
    String prefix = "." + name + MARK;
    if (!file.startsWith(prefix) || file.length() == prefix.length()) {
      return false;
    }
    for (int i = prefix.length(); i < file.length(); i++) {
      if (file.charAt(i) < '0' || file.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Nobody holds its lock; one that has none yet is given up when its process is gone. */
  private static boolean isDead(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      return lock != null;
    } catch (IOException e) {
      String name = folder.getFileName().toString();
      long pid = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
      return ProcessHandle.of(pid).isEmpty();
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  /** Where the system grows. */
  Path root() {
    return folder.resolve("root");
  }

  /** Where package files are put that nobody wants to keep. */
  Path debs() {
    return folder.resolve("debs");
  }

  /** Where the container's process id is written. */
  Path pidfile() {
    return folder.resolve(PIDFILE);
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the hook is at work
      return;
    }
    try {
      remove(folder, kernel);
    } finally {
      channel.close();
    }
  }
}
