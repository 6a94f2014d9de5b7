package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.layer.Compression;
import dev.jaula.linux.Kernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real system without any network: this Debian machine's own packages are packed again from what
 * is installed, served on loopback, and bootstrapped, their scripts run in a real container.
 */
@Tag("slow")
class HostPackagesTest {
  private static final Path INFO = Path.of("/var/lib/dpkg/info");

  @TempDir Path folder;

  private static Path jaula() {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isExecutable(up.resolve("target/bin/jaula"))) {
      up = up.getParent();
    }
    Assumptions.assumeTrue(up != null, "target/bin/jaula is not built");
    return up.resolve("target/bin/jaula");
  }

  @Test
  void thisMachinesPackages() throws Exception {
    Assumptions.assumeTrue(Owner.UID == 0, "needs root");
    Assumptions.assumeTrue(Files.exists(Path.of("/var/lib/dpkg/status")), "needs dpkg");
    try (TestRepository repository = new TestRepository()) {
      Set<String> wanted = closure();
      for (Stanza one : installed()) {
        if (wanted.contains(one.get("Package", ""))) {
          repository.add(repack(one));
        }
      }
      repository.publish(Compression.GZIP, true);
      Path keyring = Files.write(folder.resolve("key.gpg"), repository.key.keyring());
      BootstrapOptions.Builder options =
          BootstrapOptions.of("stable", folder.resolve("root").toString())
              .mirrors(List.of(repository.uri()))
              .variant(Variant.MINBASE)
              .keyrings(List.of(keyring))
              .machine(folder)
              .jaula(jaula());
      Bootstrapped done = Bootstrap.run(options.build(), Progress.NONE, (_, _) -> {});
      assertThat(done.packages()).containsExactlyInAnyOrderElementsOf(wanted);
      try {
        check(folder.resolve("root"), wanted);
      } finally {
        // by its own hands: JUnit warns of each link that leads out
        new dev.jaula.linux.Files(new Kernel(new ForeignSyscalls()))
            .directories()
            .removeTree(folder.resolve("root").toString());
      }
    }
  }

  /** All are installed, none is half done, each file is what dpkg noted, and apt runs. */
  private void check(Path root, Set<String> wanted) throws Exception {
    String said =
        inside(root, "dpkg-query -W -f '${db:Status-Abbrev}${Package}\\n'; dpkg --audit; dpkg -V");
    Set<String> lines = new HashSet<>(Words.lines(said));
    Set<String> expected = new HashSet<>();
    wanted.forEach(name -> expected.add("ii " + name));
    assertThat(lines).containsAll(expected);
    lines.removeAll(expected);
    assertThat(lines).isEmpty();
    assertThat(inside(root, "apt-get --version")).startsWith("apt ");
    assertThat(root.resolve(Configure.WORKSHOP)).doesNotExist();
    assertThat(root.resolve("usr/sbin/policy-rc.d")).doesNotExist();
  }

  private static String inside(Path root, String script) throws Exception {
    Process process =
        new ProcessBuilder(jaula().toString(), "run", root.toString(), "--", "sh", "-c", script)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<Stanza> installed() {
    List<Stanza> all = Stanza.parse(AptSources.text(Path.of("/var/lib/dpkg/status")));
    return all.stream().filter(s -> "install ok installed".equals(s.get("Status"))).toList();
  }

  /** The required packages of this machine and what they need, as installed. */
  private static Set<String> closure() throws IOException {
    StringBuilder index = new StringBuilder();
    for (Stanza one : installed()) {
      for (String field : List.of("Package", "Version", "Architecture", "Priority", "Depends")) {
        index.append(field).append(": ").append(one.get(field, "")).append('\n');
      }
      index.append("Pre-Depends: ").append(one.get("Pre-Depends", "")).append('\n');
      index.append("Provides: ").append(one.get("Provides", "")).append("\n\n");
    }
    BootstrapOptions options = BootstrapOptions.of("stable", "x").variant(Variant.MINBASE).build();
    PackageIndex packages = new PackageIndex(options.arch());
    packages.read(
        new java.io.ByteArrayInputStream(index.toString().getBytes(StandardCharsets.UTF_8)),
        AptSource.of("http://host/d", "s"));
    PackageSet set = PackageSet.of(packages, Distribution.DEBIAN, "forky", options);
    Set<String> names = new HashSet<>();
    set.all().forEach(each -> names.add(each.name()));
    return names;
  }

  private static DebBuilder repack(Stanza one) throws IOException {
    DebBuilder deb = new DebBuilder(one.get("Package", ""), one.get("Version", ""));
    deb.compressed(Compression.NONE).field("Maintainer", "nobody");
    for (String field :
        List.of(
            "Architecture",
            "Multi-Arch",
            "Priority",
            "Essential",
            "Depends",
            "Pre-Depends",
            "Provides",
            "Replaces",
            "Breaks",
            "Conflicts")) {
      String value = one.get(field);
      if (value != null) {
        deb.field(field, value);
      }
    }
    String name = one.get("Package", "");
    String prefix = name;
    if (!Files.exists(INFO.resolve(name + ".list"))) {
      prefix = name + ":" + one.get("Architecture", "");
    }
    control(deb, prefix + ".");
    for (String path : Words.lines(AptSources.text(INFO.resolve(prefix + ".list")))) {
      entry(deb, path);
    }
    return deb;
  }

  private static void control(DebBuilder deb, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(INFO)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && !name.endsWith(".list")) {
          String text = AptSources.text(file);
          boolean sums = name.endsWith(".md5sums");
          deb.control(name.substring(prefix.length()), sums ? present(text) : text);
        }
      }
    }
  }

  /** The sums of files that are there: documentation may be left out on this machine. */
  private static String present(String sums) {
    StringBuilder kept = new StringBuilder();
    for (String line : Words.lines(sums)) {
      if (Files.exists(Path.of("/" + line.substring(34)), LinkOption.NOFOLLOW_LINKS)) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static void entry(DebBuilder deb, String path) throws IOException {
    Path file = Path.of(path);
    if (path.equals("/.") || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if (Files.isSymbolicLink(file)) {
      deb.symbolicLink("." + path, Files.readSymbolicLink(file).toString());
    } else if (Files.isDirectory(file)) {
      deb.folder("." + path + "/", mode & 07777);
    } else {
      deb.file("." + path, mode & 07777, Files.readAllBytes(file));
    }
  }
}
