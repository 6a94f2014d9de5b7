package dev.jaula.bootstrap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a bootstrap will do, before it does it.
 *
 * @param archives where packages come from, the suite's own first
 * @param components of each archive, in the same order
 * @param codename the suite's codename
 * @param packages what is installed
 * @param epoch no file is younger: seconds since 1970
 */
record Plan(
    List<Archive> archives,
    List<List<String>> components,
    Distribution distribution,
    String codename,
    PackageSet packages,
    long epoch) {

  /** Reads the archives and resolves what is wanted. */
  static Plan make(BootstrapOptions options, Fetcher fetcher, Progress progress)
      throws IOException {
    List<Archive> archives = new Archives(options, fetcher, progress).open();
    PackageIndex index = new PackageIndex(options.arch());
    List<List<String>> components = new ArrayList<>();
    long epoch = 0;
    for (Archive archive : archives) {
      List<String> wanted = components(archive, options);
      progress.info("reading the packages of " + archive.source());
      archive.read(wanted, index);
      components.add(wanted);
      epoch = Math.max(epoch, archive.release().date().getEpochSecond());
    }
    Release first = archives.getFirst().release();
    String codename = first.codename().isEmpty() ? options.suite() : first.codename();
    Distribution distribution = Distribution.of(first, options.suite());
    PackageSet packages = PackageSet.of(index, distribution, codename, options);
    for (String missing : packages.missing()) {
      progress.warning(missing + ", which is in no archive");
    }
    Long own = options.epoch();
    return new Plan(
        archives, components, distribution, codename, packages, own == null ? epoch : own);
  }

  /** The names of all packages. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (DebPackage each : packages.all()) {
      names.add(each.name());
    }
    return names;
  }

  /** Those of the options, else of the source, else main; only what the archive has. */
  private static List<String> components(Archive archive, BootstrapOptions options) {
    List<String> asked = options.components();
    if (asked.isEmpty()) {
      asked = archive.source().components();
    }
    if (asked.isEmpty()) {
      asked = List.of("main");
    }
    List<String> own = archive.release().components();
    Set<String> kept = new LinkedHashSet<>();
    for (String component : asked) {
      // the security archive writes updates/main for its component main
      boolean known = own.isEmpty() || own.contains(component);
      if (known || own.contains("updates/" + component)) {
        kept.add(component);
      }
    }
    if (kept.isEmpty()) {
      throw new BootstrapException(
          archive.source()
              + " has none of the components "
              + String.join(", ", asked)
              + ": name some of "
              + String.join(", ", own)
              + " with --components");
    }
    return List.copyOf(kept);
  }
}
