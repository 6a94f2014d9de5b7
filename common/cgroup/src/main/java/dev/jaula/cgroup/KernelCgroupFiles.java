package dev.jaula.cgroup;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link CgroupFiles} of the running kernel. */
public final class KernelCgroupFiles implements CgroupFiles {
  private static final int DIRECTORY_MODE = 0755;

  private final Files files;

  public KernelCgroupFiles(Kernel kernel) {
    this.files = new Files(kernel);
  }

  @Override
  public @Nullable String read(String path) {
    return files.tryRead(path);
  }

  @Override
  public int write(String path, String value) {
    // no O_CREAT: a file that the kernel does not offer must be ENOENT, not EACCES
    int fd = files.tryOpenAt(Files.AT_FDCWD, path, Files.O_WRONLY, 0);
    if (fd < 0) {
      return fd;
    }
    try (Fd open = files.own(fd)) {
      files.writeOnce(open.number(), path, value);
      return 0;
    } catch (LinuxException failed) {
      return -failed.errno();
    }
  }

  @Override
  public List<String> list(String path) {
    return files.directories().tryList(path);
  }

  @Override
  public List<String> directories(String path) {
    return files.directories().tryListDirectories(path);
  }

  @Override
  public int mkdir(String path) {
    return files.directories().tryMakeAt(Files.AT_FDCWD, path, DIRECTORY_MODE);
  }

  @Override
  public int rmdir(String path) {
    return files.directories().tryRemove(path);
  }

  @Override
  public boolean exists(String path) {
    return files.exists(path);
  }

  @Override
  public boolean isDirectory(String path) {
    Stat stat = files.linkStat(path);
    return stat != null && stat.isDirectory();
  }

  @Override
  public boolean isWritable(String path) {
    return files.isWritable(path);
  }

  @Override
  public long fileSystemType(String path) {
    return files.fileSystemType(path);
  }
}
