package dev.jaula.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that writes down every step, and from one on either belongs to a process that was killed,
 * which does nothing any more, or is full, so that only deleting works.
 */
final class FailingDisk extends Disk {
  /** How it goes on from the step on; killed after one is killed before the next. */
  enum Way {
    KILLED,
    FULL
  }

  /** The process ends here. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a step does. */
  private interface Step<T> {
    T go() throws IOException;
  }

  private final List<String> steps = new ArrayList<>();
  private final int last;
  private final Way way;
  private boolean isDead;

  FailingDisk(int last, Way way) {
    this.last = last;
    this.way = way;
  }

  /** One that never fails. */
  static FailingDisk recording() {
    return new FailingDisk(Integer.MAX_VALUE, Way.KILLED);
  }

  /** A store that does not wait for the real disk. */
  static ContentStore quick(Path root) throws IOException {
    return ContentStore.open(root, recording());
  }

  List<String> steps() {
    return steps;
  }

  /** Whether the step came. */
  boolean hasFailed() {
    return steps.size() > last;
  }

  private <T> T step(String what, Path path, boolean takesSpace, Step<T> step) throws IOException {
    if (isDead) {
      throw new Killed();
    }
    boolean isLast = steps.size() == last;
    steps.add(what + " " + path.getFileName());
    if (way == Way.FULL && steps.size() > last && takesSpace) {
      throw explained(path, new IOException("No space left on device"));
    }
    isDead = isLast && way == Way.KILLED;
    if (isDead) {
      throw new Killed();
    }
    return step.go();
  }

  @Override
  FileChannel open(Path path) throws IOException {
    return step("open", path, true, () -> super.open(path));
  }

  /** In two halves, so that it also ends in the middle. */
  @Override
  void write(Path path, FileChannel channel, ByteBuffer buffer) throws IOException {
    int end = buffer.limit();
    buffer.limit(buffer.position() + (end - buffer.position()) / 2);
    part(path, channel, buffer);
    buffer.limit(end);
    part(path, channel, buffer);
  }

  private void part(Path path, FileChannel channel, ByteBuffer buffer) throws IOException {
    step(
        "write",
        path,
        true,
        () -> {
          super.write(path, channel, buffer);
          return true;
        });
  }

  @Override
  void clear(FileChannel channel) throws IOException {
    step(
        "clear",
        Path.of("file"),
        false,
        () -> {
          super.clear(channel);
          return true;
        });
  }

  @Override
  void sync(Path path, FileChannel channel) throws IOException {
    step(
        "sync",
        path,
        true,
        () -> {
          return true; // what it would wait for cannot be lost here
        });
  }

  @Override
  void syncFolder(Path folder) throws IOException {
    step(
        "syncFolder",
        folder,
        false,
        () -> {
          return true;
        });
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    step(
        "rename",
        to,
        true,
        () -> {
          super.rename(from, to);
          return true;
        });
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    step(
        "makeFolder",
        folder,
        true,
        () -> {
          super.makeFolder(folder);
          return true;
        });
  }

  @Override
  boolean delete(Path path) throws IOException {
    return step("delete", path, false, () -> super.delete(path));
  }
}
