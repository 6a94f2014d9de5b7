package dev.jaula.cgroup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells each change as the shell command a person would type, and performs it unless dry. */
public final class ExplainedFiles implements CgroupFiles {
  private final CgroupFiles files;
  private final boolean isDry;
  private final Consumer<String> commands;
  private final Set<String> made = new HashSet<>();

  public ExplainedFiles(CgroupFiles files, boolean isDry, Consumer<String> commands) {
    this.files = files;
    this.isDry = isDry;
    this.commands = commands;
  }

  @Override
  public @Nullable String read(String path) {
    return files.read(path);
  }

  @Override
  public int write(String path, String value) {
    if (isDry && !files.exists(path) && !made.contains(CgroupPath.parent(path))) {
      return -dev.jaula.linux.Errno.ENOENT;
    }
    int error = isDry ? 0 : files.write(path, value);
    if (error == 0) {
      commands.accept("echo " + Shell.quote(value) + " > " + Shell.quote(path));
    }
    return error;
  }

  @Override
  public List<String> list(String path) {
    return files.list(path);
  }

  @Override
  public List<String> directories(String path) {
    return files.directories(path);
  }

  @Override
  public int mkdir(String path) {
    if (isDry && files.exists(path)) {
      return -dev.jaula.linux.Errno.EEXIST;
    }
    int error = isDry ? 0 : files.mkdir(path);
    if (error == 0) {
      made.add(path);
      commands.accept("mkdir " + Shell.quote(path));
    }
    return error;
  }

  @Override
  public int rmdir(String path) {
    int error = isDry ? 0 : files.rmdir(path);
    if (error == 0) {
      commands.accept("rmdir " + Shell.quote(path));
    }
    return error;
  }

  @Override
  public boolean exists(String path) {
    return files.exists(path) || made.contains(path);
  }

  @Override
  public boolean isDirectory(String path) {
    return files.isDirectory(path) || made.contains(path);
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
