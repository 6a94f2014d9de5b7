package dev.jaula.bootstrap;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A root file system from a distribution's packages: debootstrap's work. */
public final class Bootstrap {
  private final BootstrapOptions options;
  private final Progress progress;
  private final Fetcher fetcher;
  private final Syscalls syscalls = new ForeignSyscalls();

  private Bootstrap(BootstrapOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    AptConfig config = AptConfig.read(options.machine());
    this.fetcher = new Fetcher(new Proxies(config, options.environment()));
  }

  /** Takes a finished root file system, which goes away when it returns. */
  public interface Sink {
    /** Makes something lasting of it. */
    void take(Path root, Bootstrapped what) throws IOException;
  }

  /** The names of the packages that would be installed. */
  public static List<String> printDebs(BootstrapOptions options, Progress progress) {
    try {
      Bootstrap one = new Bootstrap(options, progress);
      return Plan.make(options, one.fetcher, progress).names();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Makes what the options say.
   *
   * @param images makes an image of the root when the target is one
   * @throws BootstrapException when it cannot, in one line
   */
  public static Bootstrapped run(BootstrapOptions options, Progress progress, Sink images) {
    Target target = Target.of(options.target());
    try {
      return new Bootstrap(options, progress).make(target, images);
    } catch (IOException e) {
      throw failed(e);
    } catch (LinuxException e) {
      throw new BootstrapException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BootstrapException("interrupted", e);
    }
  }

  private static BootstrapException failed(IOException e) {
    String reason = Fetcher.reason(e);
    boolean full = reason.contains("No space left");
    return new BootstrapException(
        full ? "the disk is full: " + reason + ": free some space and try again" : reason, e);
  }

  private Bootstrapped make(Target target, Sink images) throws IOException, InterruptedException {
    Path beside = options.work();
    String name = "bootstrap";
    switch (target) {
      case Target.Folder folder -> {
        Target.check(folder);
        Path path = folder.path().toAbsolutePath().normalize();
        beside = path.getParent();
        name = path.getFileName() == null ? name : path.getFileName().toString();
      }
      case Target.Tar tar -> beside = beside == null ? TarTarget.folder(tar) : beside;
      case Target.Image _ -> {}
    }
    if (beside == null) {
      throw new BootstrapException("there is no folder to work in for '" + options.target() + "'");
    }
    try (Workspace workspace = Workspace.make(beside, name, syscalls)) {
      Bootstrapped done = fill(workspace, target);
      switch (target) {
        case Target.Folder folder -> Target.settle(workspace.root(), folder);
        case Target.Tar tar ->
            TarTarget.write(tar, workspace.root(), workspace.debs(), done.epoch(), syscalls);
        case Target.Image _ -> images.take(workspace.root(), done);
      }
      return done;
    }
  }

  private Bootstrapped fill(Workspace workspace, Target target)
      throws IOException, InterruptedException {
    Plan plan = Plan.make(options, fetcher, progress);
    Path root = workspace.root();
    boolean merged = plan.distribution().isMerged(plan.codename(), options.variant());
    Path cache = options.cacheDir();
    if (cache != null) {
      Files.createDirectories(cache);
    }
    Unpacking unpacking =
        new Unpacking(
            syscalls,
            root,
            merged,
            plan.packages(),
            root.resolve(Configure.WORKSHOP),
            cache != null,
            progress);
    unpack(plan, cache == null ? workspace.debs() : cache, unpacking);
    List<Installed> installed = unpacking.installed();
    try (Tree tree = new Tree(syscalls, root)) {
      unpacking.claims().forEachFolder(tree::touch);
      new DpkgDatabase(tree, plan.epoch()).write(installed, unpacking.claims());
      SystemFiles files = new SystemFiles(tree, plan);
      files.before(options);
      progress.info("configuring " + plan.packages().all().size() + " packages");
      new Configure(options, workspace, plan.epoch(), progress)
          .run(installed, unpacking.required(), unpacking.hasLeftToDpkg());
      files.after();
      if (target instanceof Target.Folder && !options.inUserNamespace()) {
        files.devices();
      }
      Cleaning cleaning = new Cleaning(syscalls, root);
      cleaning.clean(tree, plan.epoch());
      cleaning.clamp(plan.epoch());
    }
    return new Bootstrapped(
        options.suite(), plan.codename(), options.arch(), plan.epoch(), plan.names());
  }

  private void unpack(Plan plan, Path folder, Unpacking unpacking)
      throws IOException, InterruptedException {
    List<DebPackage> all = plan.packages().all();
    long bytes = 0;
    for (DebPackage each : all) {
      bytes += each.size();
    }
    progress.info("fetching " + all.size() + " packages, " + (bytes >> 20) + " MiB");
    List<Thread> threads = unpacking.start();
    Downloads.Receiver receiver =
        (one, file) -> {
          if (unpacking.hasFailed()) {
            throw new IOException("unpacking failed");
          }
          unpacking.add(one, file);
        };
    try {
      new Downloads(fetcher, folder, receiver, progress).run(all);
    } finally {
      unpacking.await(threads);
    }
  }
}
