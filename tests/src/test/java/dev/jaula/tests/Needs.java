package dev.jaula.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a test wants of the machine: a test without it is skipped, and says what is missing and how
 * to get it.
 */
final class Needs {
  private Needs() {}

  static boolean isRoot() {
    return Program.of("id", "-u").run().text().equals("0");
  }

  static void root() {
    assumeTrue(isRoot(), "needs root; fix: sudo ./test");
  }

  /** The path of a command that a Debian package brings. */
  static Path command(String name, String debianPackage) {
    Optional<Path> found =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "needs " + name + "; fix: apt-get install " + debianPackage);
    return found.orElseThrow();
  }

  /** A pure cgroup v2 machine. */
  static void cgroup2() {
    assumeTrue(
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")),
        "needs cgroup v2 alone on /sys/fs/cgroup; fix: ./test vm runs in a machine that has it");
  }
}
