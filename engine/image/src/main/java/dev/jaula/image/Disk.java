package dev.jaula.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Every change that the store makes on disk. One place, so that a full disk is told in one way, and
 * so that tests can fail or end at each step.
 */
class Disk {
  /** Less than this is as good as nothing. */
  private static final long LITTLE = 1 << 16;

  /** A file to read and write, made when it is not there. */
  FileChannel open(Path path) throws IOException {
    try {
      return FileChannel.open(
          path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw explained(path, e);
    }
  }

  /** All of the buffer, at the channel's position. */
  void write(Path path, FileChannel channel, ByteBuffer buffer) throws IOException {
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw explained(path, e);
    }
  }

  /** Empties a file. */
  void clear(FileChannel channel) throws IOException {
    channel.truncate(0);
  }

  /** The content is durable when this comes back. */
  void sync(Path path, FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw explained(path, e);
    }
  }

  /** Names in a directory are durable when this comes back. */
  void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A file in place of another, or of none. */
  void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw explained(to, e);
    }
  }

  /** A directory and those above it, durable. */
  final void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      makeFolders(parent);
    }
    makeFolder(folder);
    if (parent != null) {
      syncFolder(parent);
    }
  }

  /** One directory, which may be there. */
  void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw explained(folder, e);
    }
  }

  /** Takes a file away; false when it was not there. */
  boolean delete(Path path) throws IOException {
    return Files.deleteIfExists(path);
  }

  /** For the user, when the disk is full. */
  static IOException explained(Path path, IOException e) {
    if (isFull(path, e)) {
      throw new ImageException(
          path
              + ": no space left on device; what is whole stays, what is not is resumed; fix: free"
              + " some space, as with jaula prune, and do it again",
          e);
    }
    return e;
  }

  /**
   * The C library's text may be in the user's language, so the room that is left counts as well.
   */
  private static boolean isFull(Path path, IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    if (reason != null
        && (reason.contains("No space left on device") || reason.contains("quota exceeded"))) {
      return true;
    }
    try {
      Path folder = path.getParent();
      return folder != null
          && Files.isWritable(folder)
          && Files.getFileStore(folder).getUsableSpace() < LITTLE;
    } catch (IOException | SecurityException ignored) {
      return false;
    }
  }
}
