package dev.jaula.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the archives of a suite: the mirrors that were named, the machine's own, the public one.
 */
final class Archives {
  private static final List<String> SUFFIXES = List.of("", "-updates", "-security", "/updates");

  private final BootstrapOptions options;
  private final Fetcher fetcher;
  private final Progress progress;

  Archives(BootstrapOptions options, Fetcher fetcher, Progress progress) {
    this.options = options;
    this.fetcher = fetcher;
    this.progress = progress;
  }

  /** The archives with their Release files, the suite's own first. */
  List<Archive> open() throws IOException {
    if (!options.mirrors().isEmpty()) {
      return named();
    }
    List<Archive> own = machine();
    return own.isEmpty() ? List.of(standard()) : own;
  }

  private List<Archive> named() throws IOException {
    List<Archive> archives = new ArrayList<>();
    for (String mirror : options.mirrors()) {
      List<AptSource> sources =
          mirror.startsWith("deb ")
              ? AptSources.lines(mirror)
              : List.of(AptSource.of(address(mirror), options.suite()));
      for (AptSource source : sources) {
        archives.add(must(source));
      }
    }
    return archives;
  }

  private static String address(String mirror) {
    if (mirror.startsWith("/")) {
      return "file:" + mirror;
    }
    if (!Fetcher.canRead(mirror)) {
      throw new BootstrapException(
          "mirror '"
              + AptSource.publicly(mirror)
              + "' cannot be read from: write http://, https://, file:/ or copy:/");
    }
    return mirror;
  }

  private Archive must(AptSource source) throws IOException {
    Archive archive = open(source);
    if (archive == null) {
      throw new BootstrapException(
          "suite '"
              + source.suite()
              + "' is not on "
              + AptSource.publicly(source.uri())
              + ": check its name (a codename or stable, testing ...)");
    }
    return archive;
  }

  private Archive standard() throws IOException {
    Distribution distribution = Distribution.ofSuite(options.suite());
    return must(AptSource.of(distribution.mirror(options.arch()), options.suite()));
  }

  /** The suite on the machine's own mirrors, with its updates where the machine takes those. */
  private List<Archive> machine() throws IOException {
    List<AptSource> sources = AptSources.read(options.machine());
    sources.removeIf(s -> !Fetcher.canRead(s.uri()) || s.suite().endsWith("/"));
    sources.removeIf(s -> !s.isFor(options.arch()));
    List<Archive> archives = new ArrayList<>();
    Set<String> tried = new LinkedHashSet<>();
    String base = "";
    for (AptSource source : sources) {
      String own = base(source.suite());
      String suffix = source.suite().substring(own.length());
      AptSource wanted = source.with(options.suite() + suffix, source.components());
      boolean first = archives.isEmpty() && suffix.isEmpty();
      boolean further = !archives.isEmpty() && own.equals(base);
      if ((first || further) && tried.add(wanted.toString())) {
        Archive archive = probe(wanted, further);
        if (archive != null) {
          archives.add(archive);
          base = first ? own : base;
        }
      }
    }
    return archives;
  }

  private static String base(String suite) {
    for (String suffix : SUFFIXES) {
      if (!suffix.isEmpty() && suite.endsWith(suffix)) {
        return suite.substring(0, suite.length() - suffix.length());
      }
    }
    return suite;
  }

  /** An archive of the distribution's own, or null: others have suites of the same names. */
  private @Nullable Archive probe(AptSource source, boolean further) {
    try {
      Archive archive = open(source);
      return archive != null && isDistribution(archive.release()) ? archive : null;
    } catch (IOException | BootstrapException e) {
      if (further) {
        progress.warning(source + " is left out: " + e.getMessage());
      }
      return null;
    }
  }

  private boolean isDistribution(Release release) {
    String origin = release.origin();
    return origin.equals("Debian")
        || origin.equals("Ubuntu")
        || origin.equalsIgnoreCase(machineId());
  }

  private String machineId() {
    Path file = options.machine().resolve("etc/os-release");
    if (Files.isReadable(file)) {
      for (String line : Words.lines(AptSources.text(file))) {
        if (line.startsWith("ID=")) {
          return line.substring(3).replace("\"", "");
        }
      }
    }
    return "";
  }

  private @Nullable Archive open(AptSource source) throws IOException {
    Instant now = Instant.now();
    boolean check = options.checkGpg() && !source.trusted();
    Signatures signatures = check ? new Signatures(keys(source), now) : null;
    Archive archive = Archive.open(source, fetcher, signatures);
    if (archive != null) {
      checkSuite(source.suite(), archive);
    }
    if (archive != null && options.checkValidUntil() && source.checkValidUntil()) {
      archive.release().checkValid(now);
    }
    return archive;
  }

  /** A mirror that gives another, perhaps older, suite under this name is not believed. */
  private static void checkSuite(String wanted, Archive archive) {
    Release release = archive.release();
    boolean says = !release.suite().isEmpty() || !release.codename().isEmpty();
    boolean same = release.suite().equals(wanted) || release.codename().equals(wanted);
    if (says && !same && !wanted.contains("/")) {
      throw new BootstrapException(
          archive.source()
              + " is in truth suite "
              + release.suite()
              + " (codename "
              + release.codename()
              + "): name that one");
    }
  }

  /** The keys that may sign: of --keyring, of Signed-By, else the machine's. */
  private Keyring keys(AptSource source) {
    Keyring keys = new Keyring();
    if (!options.keyrings().isEmpty()) {
      options.keyrings().forEach(keys::add);
    } else if (source.signedBy().contains("BEGIN PGP")) {
      keys.addArmour(source.signedBy());
    } else {
      signedBy(source, keys);
    }
    return keys;
  }

  private void signedBy(AptSource source, Keyring keys) {
    List<String> fingerprints = new ArrayList<>();
    for (String word : Words.of(source.signedBy())) {
      if (word.startsWith("/")) {
        keys.add(options.machine().resolve(word.substring(1)));
      } else {
        fingerprints.add(word);
      }
    }
    if (keys.isEmpty()) {
      usual(source, keys);
    }
    keys.restrict(fingerprints);
  }

  private void usual(AptSource source, Keyring keys) {
    Path apt = options.machine().resolve("etc/apt");
    List<Path> files = new ArrayList<>(AptSources.files(apt, "trusted.gpg"));
    files.addAll(AptSources.files(apt.resolve("trusted.gpg.d"), ".gpg", ".asc", ".pgp"));
    Distribution distribution = Distribution.ofSuite(source.suite());
    Path shared = options.machine().resolve("usr/share/keyrings");
    for (String suffix : List.of(".gpg", ".pgp")) {
      Path file = shared.resolve(distribution.keyring() + suffix);
      if (Files.isReadable(file)) {
        files.add(file);
        break;
      }
    }
    for (Path file : files) {
      try {
        keys.add(file);
      } catch (BootstrapException e) {
        progress.warning(String.valueOf(e.getMessage()));
      }
    }
    if (keys.isEmpty()) {
      throw new BootstrapException(
          "no keyring to verify "
              + source
              + ": install the package "
              + (distribution == Distribution.UBUNTU ? "ubuntu-keyring" : "debian-archive-keyring")
              + ", or name a file with --keyring");
    }
  }
}
