package dev.jaula.bootstrap;

import dev.jaula.foreign.Hashes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches package files by several threads, the largest first. Each is verified before anybody
 * looks into it; what is in the cache already is only verified.
 */
final class Downloads {
  /** Who gets the files. */
  interface Receiver {
    /** A package's file is whole and verified; called by any of the threads. */
    void ready(DebPackage one, Path file) throws IOException;
  }

  private static final int THREADS = 8;

  private final Fetcher fetcher;
  private final Path folder;
  private final Receiver receiver;
  private final Progress progress;
  private final Deque<DebPackage> open = new ArrayDeque<>();
  private long done;
  private long total;
  private @Nullable Throwable failure;

  /**
   * @param folder where files are put, and kept
   */
  Downloads(Fetcher fetcher, Path folder, Receiver receiver, Progress progress) {
    this.fetcher = fetcher;
    this.folder = folder;
    this.receiver = receiver;
    this.progress = progress;
  }

  /** Fetches them all; returns when every file is there. */
  void run(List<DebPackage> packages) throws IOException, InterruptedException {
    List<DebPackage> largest = new ArrayList<>(packages);
    largest.sort(Comparator.comparingLong(DebPackage::size).reversed());
    open.addAll(largest);
    largest.forEach(each -> total += each.size());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(THREADS, packages.size()); i++) {
      threads.add(Thread.ofPlatform().daemon().name("download " + i).start(this::work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Failures.rethrow(failure);
  }

  private synchronized @Nullable DebPackage take() {
    return failure == null ? open.poll() : null;
  }

  private synchronized void finished(DebPackage one) {
    done += one.size();
    progress.step("download", done, total);
  }

  private synchronized void failed(Throwable e) {
    if (failure == null) {
      failure = e;
    }
  }

  private void work() {
    byte[] buffer = new byte[128 * 1024];
    try {
      for (DebPackage one = take(); one != null; one = take()) {
        Path file = fetch(one, buffer);
        finished(one);
        receiver.ready(one, file);
      }
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private Path fetch(DebPackage one, byte[] buffer) throws IOException {
    Path local = Fetcher.local(one.uri());
    if (local != null && one.uri().startsWith("file:")) {
      return verified(one, local, buffer);
    }
    Path file = folder.resolve(one.cacheName());
    if (Files.isRegularFile(file) && hash(file, one.size(), buffer).equals(one.sha256())) {
      return file;
    }
    Path part = folder.resolve(one.cacheName() + ".part");
    for (int i = 0; ; i++) {
      if (download(one, part, buffer).equals(one.sha256())) {
        return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
      // a resumed file may have begun as another one's
      Files.deleteIfExists(part);
      if (i == 2) {
        throw wrong(one);
      }
    }
  }

  private static BootstrapException wrong(DebPackage one) {
    return new BootstrapException(
        AptSource.publicly(one.uri())
            + " is not the package "
            + one
            + " that the signed index says (size or SHA-256): try again later, or another mirror");
  }

  private static Path verified(DebPackage one, Path file, byte[] buffer) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BootstrapException(
          "package " + one + " is not on the mirror: " + file + " does not exist");
    }
    if (!hash(file, one.size(), buffer).equals(one.sha256())) {
      throw wrong(one);
    }
    return file;
  }

  /** The hash of a file of this size; empty for one of another size. */
  private static String hash(Path file, long size, byte[] buffer) throws IOException {
    if (Files.size(file) != size) {
      return "";
    }
    MessageDigest hash = Hashes.sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  /** Fetches what is not there yet; the hash of the whole. */
  private String download(DebPackage one, Path part, byte[] buffer) throws IOException {
    MessageDigest hash = Hashes.sha256();
    long have = begun(part, one.size(), hash, buffer);
    try (InputStream in = new ResumingInput(fetcher, one.uri(), have, one.size());
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    } catch (FileNotFoundException e) {
      throw new BootstrapException(
          "package " + one + " is not on the mirror: " + e.getMessage() + " does not exist", e);
    }
    return HexFormat.of().formatHex(hash.digest());
  }

  /** Hashes what an earlier try left; how many bytes those are. */
  private static long begun(Path part, long size, MessageDigest hash, byte[] buffer)
      throws IOException {
    if (!Files.isRegularFile(part)) {
      return 0;
    }
    if (Files.size(part) > size) {
      Files.delete(part);
      return 0;
    }
    long have = 0;
    try (InputStream in = Files.newInputStream(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
        have += n;
      }
    }
    return have;
  }
}
