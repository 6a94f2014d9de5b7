package dev.jaula.bootstrap;

import dev.jaula.layer.LayerException;
import dev.jaula.layer.TarReader;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Unpacks packages as their files come, one thread a processor. */
final class Unpacking {
  private record Job(int index, DebPackage one, Path file) {}

  private final Syscalls syscalls;
  private final Path root;
  private final boolean merged;
  private final Claims claims = new Claims();
  private final Map<DebPackage, Integer> places = new HashMap<>();
  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final @Nullable Installed[] done;
  private final boolean[] byDpkg;
  private final int firstOfBase;
  private final Path workshop;
  private final boolean keep;
  private final Progress progress;
  private int count;
  private @Nullable Throwable failure;

  /**
   * @param set what will come
   * @param workshop a folder below root for packages that dpkg itself must unpack
   * @param keep whether the files of the packages stay when they are unpacked
   */
  Unpacking(
      Syscalls syscalls,
      Path root,
      boolean merged,
      PackageSet set,
      Path workshop,
      boolean keep,
      Progress progress) {
    this.syscalls = syscalls;
    this.root = root;
    this.merged = merged;
    this.workshop = workshop;
    this.keep = keep;
    this.progress = progress;
    List<DebPackage> all = set.all();
    for (int i = 0; i < all.size(); i++) {
      places.put(all.get(i), i);
    }
    done = new Installed[all.size()];
    byDpkg = new boolean[all.size()];
    firstOfBase = set.required().size();
  }

  /** Gives it a package whose file is whole. */
  void add(DebPackage one, Path file) {
    Integer place = places.get(one);
    jobs.add(new Job(place == null ? 0 : place, one, file));
  }

  /** Begins to work; {@link #await} ends it. */
  List<Thread> start() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.max(2, Runtime.getRuntime().availableProcessors()); i++) {
      threads.add(Thread.ofPlatform().daemon().name("unpack " + i).start(this::work));
    }
    return threads;
  }

  /** Waits until all that was added is unpacked. */
  void await(List<Thread> threads) throws IOException, InterruptedException {
    for (int i = 0; i < threads.size(); i++) {
      jobs.add(new Job(-1, places.keySet().iterator().next(), root));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    synchronized (this) {
      Failures.rethrow(failure);
    }
  }

  private void work() {
    try (Tree tree = new Tree(syscalls, root)) {
      Contents contents = new Contents(tree, claims, merged);
      for (Job job = jobs.take(); job.index >= 0; job = jobs.take()) {
        one(job, contents);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      failed(e);
    }
  }

  private synchronized void failed(Throwable e) {
    if (failure == null) {
      failure = e;
    }
  }

  /** True when an earlier one failed, so that the rest is not worth the work. */
  synchronized boolean hasFailed() {
    return failure != null;
  }

  private void one(Job job, Contents contents) throws IOException {
    if (hasFailed()) {
      return;
    }
    try (DebFile deb = DebFile.open(job.file)) {
      if (job.index >= firstOfBase && deb.text("preinst").contains("dpkg-divert")) {
        leaveToDpkg(job);
        return;
      }
      Stanza fields = Stanza.parse(deb.text("control")).getFirst();
      List<List<Relation>> replaces =
          Relation.parse(fields.get("Replaces", ""), fields.get("Architecture", ""));
      claims.register(
          job.index, new Claims.Replaces(job.one.name(), fields.get("Version", ""), replaces));
      Contents.Unpacked unpacked =
          contents.unpack(
              new TarReader(deb.data()), job.index, Installed.conffiles(deb.text("conffiles")));
      done[job.index] = new Installed(fields, deb.control(), unpacked);
    } catch (IOException | BootstrapException | LayerException e) {
      throw new BootstrapException(
          "package " + job.one + " cannot be unpacked: " + e.getMessage(), e);
    }
    count();
    if (!keep && !job.one.uri().startsWith("file:")) {
      Files.deleteIfExists(job.file);
    }
  }

  private synchronized void count() {
    count++;
    progress.step("unpack", count, done.length);
  }

  /** A package that diverts files of others before it is unpacked must be dpkg's own work. */
  private void leaveToDpkg(Job job) throws IOException {
    byDpkg[job.index] = true;
    Files.createDirectories(workshop);
    Files.copy(job.file, workshop.resolve(job.one.cacheName()));
    count();
  }

  /** What was unpacked, in the order of the set. */
  List<Installed> installed() {
    List<Installed> list = new ArrayList<>();
    for (Installed one : done) {
      if (one != null) {
        list.add(one);
      }
    }
    return list;
  }

  /** The first of them that is not required. */
  int required() {
    int n = 0;
    for (int i = 0; i < firstOfBase; i++) {
      n += done[i] == null ? 0 : 1;
    }
    return n;
  }

  /** True when dpkg is to unpack some of the packages. */
  boolean hasLeftToDpkg() {
    for (boolean each : byDpkg) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  Claims claims() {
    return claims;
  }
}
