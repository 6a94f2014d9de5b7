package dev.jaula.engine;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.handover.ImageNames;
import dev.jaula.handover.RunRecord;
import dev.jaula.image.ImageException;
import dev.jaula.image.Reference;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records that a run reads: one file for each name and each ID of an image that is unpacked,
 * below {@code images/run}. A run holds a shared lock of the one that it read (man 2 flock).
 */
final class RunRecords {
  /** A record that was removed while a run held it: its layers stay as long as it does. */
  private static final String HELD = ".held-";

  private static final String FRESH = ".new-";

  private final Path store;
  private final Path folder;

  RunRecords(Path store) {
    this.store = store;
    this.folder = store.resolve("images/run");
  }

  /** Whether a run would find this name. */
  @Nullable RunRecord find(Reference name) throws IOException {
    return read(folder.resolve(file(name)));
  }

  /** The record of an image's ID. */
  @Nullable RunRecord find(String id) throws IOException {
    return read(folder.resolve(id));
  }

  private static String file(Reference name) {
    return ImageNames.file(name.toString());
  }

  /** Gives an image a name for runs; whoever runs the image that had it before goes on. */
  void write(@Nullable Reference name, RunRecord record) throws IOException {
    Files.createDirectories(folder);
    replace(record.id(), record);
    if (name != null) {
      replace(file(name), record);
    }
  }

  private void replace(String file, RunRecord record) throws IOException {
    byte[] text = record.write().getBytes(StandardCharsets.UTF_8);
    Path path = folder.resolve(file);
    if (Files.exists(path) && java.util.Arrays.equals(Files.readAllBytes(path), text)) {
      return;
    }
    Path fresh = Files.createTempFile(folder, FRESH, "");
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(text));
      channel.force(true);
    }
    try (@Nullable Fd lock = take(path)) {
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * The lock that no run has while it is held; null for a record that is not there. One that
   * somebody runs by gets a second name first, so that its layers are not removed.
   */
  private @Nullable Fd take(Path path) throws IOException {
    @Nullable Fd fd = open(path);
    if (fd != null && !descriptors().lock(fd.number(), false)) {
      try {
        Files.createLink(folder.resolve(HELD + path.getFileName() + "-" + System.nanoTime()), path);
      } catch (FileAlreadyExistsException | NoSuchFileException e) {
        // held already, or gone
      }
    }
    return fd;
  }

  private static @Nullable Fd open(Path path) {
    dev.jaula.linux.Files files = linux();
    int number =
        files.tryOpenAt(
            dev.jaula.linux.Files.AT_FDCWD, path.toString(), dev.jaula.linux.Files.O_RDONLY, 0);
    return number < 0 ? null : files.own(number);
  }

  private static dev.jaula.linux.Files linux() {
    return new dev.jaula.linux.Files(new Kernel(new ForeignSyscalls()));
  }

  private static dev.jaula.linux.Descriptors descriptors() {
    return linux().descriptors();
  }

  /** Whether a run holds the record; one that begins at this moment tries again. */
  private static boolean isHeld(Path path) {
    try (@Nullable Fd fd = open(path)) {
      return fd != null && !descriptors().lock(fd.number(), false);
    }
  }

  /** Whether somebody runs the image by this name. */
  boolean isUsed(Reference name) {
    return isHeld(folder.resolve(file(name)));
  }

  /** The images that somebody runs, or that a container which is kept was made from: their IDs. */
  Set<String> active() throws IOException {
    Set<String> active = new HashSet<>();
    held().forEach(record -> active.add(record.id()));
    return active;
  }

  /**
   * Removes the records of images that are not there any more, by name or by ID, and what is left
   * of others; only for who keeps all others from adding.
   */
  void retain(Set<String> names, Set<String> ids) throws IOException {
    for (Path path : list(folder)) {
      String file = String.valueOf(path.getFileName());
      if (isLeft(path)) {
        Files.deleteIfExists(path);
      } else if (!file.startsWith(".") && !names.contains(file) && !ids.contains(file)) {
        remove(path);
      }
    }
  }

  /** What a killed writer left, and the second name of a record that nobody runs by any more. */
  private static boolean isLeft(Path path) {
    String file = String.valueOf(path.getFileName());
    return file.startsWith(FRESH) || (file.startsWith(HELD) && !isHeld(path));
  }

  /** No run finds the name any more. */
  void remove(Reference name) throws IOException {
    remove(folder.resolve(file(name)));
  }

  /** No run finds the ID any more. */
  void remove(String id) throws IOException {
    remove(folder.resolve(id));
  }

  private void remove(Path path) throws IOException {
    try (@Nullable Fd lock = take(path)) {
      Files.deleteIfExists(path);
    }
  }

  /** The files of all records. */
  List<Path> files() throws IOException {
    return list(folder);
  }

  /** The records that runs hold, and those of containers that are kept. */
  List<RunRecord> held() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (Path path : list(folder)) {
      if (isHeld(path)) {
        add(records, path);
      }
    }
    for (Path container : list(store.resolve("containers"))) {
      add(records, container.resolve("image"));
    }
    return records;
  }

  /** Every record that something depends on: those of names, of runs, and of containers kept. */
  List<RunRecord> all() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    for (Path path : list(folder)) {
      if (!isLeft(path)) { // not removed here: it may be on its way
        add(records, path);
      }
    }
    for (Path container : list(store.resolve("containers"))) {
      add(records, container.resolve("image"));
    }
    return records;
  }

  private static void add(List<RunRecord> records, Path path) throws IOException {
    @Nullable RunRecord record = read(path);
    if (record != null) {
      records.add(record);
    }
  }

  private static @Nullable RunRecord read(Path path) throws IOException {
    try {
      return RunRecord.read(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return null;
    } catch (dev.jaula.json.JsonException e) {
      throw new ImageException(
          path + " is broken (" + e.getMessage() + "); fix: jaula fsck --repair", e);
    }
  }

  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
