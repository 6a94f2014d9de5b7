package dev.jaula.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The binary under test, as one of those who may run it: the caller, or an ordinary user. */
enum Jaula {
  CALLER,
  /** User and group 12345: not in any file, no capability, no supplementary group. */
  ORDINARY_USER;

  static final int USER = 12345;

  /** The binary; where an ordinary user can reach it, when it runs as one. */
  static Path binary() {
    return Path.of(System.getProperty("jaula.binary", "../target/bin/jaula")).normalize();
  }

  /** Those who can run it here: an ordinary user as well, when the tests run as root. */
  static Stream<Jaula> everyone() {
    return Needs.isRoot() ? Stream.of(values()) : Stream.of(CALLER);
  }

  Program command(String... arguments) {
    List<String> words = new ArrayList<>();
    if (this == ORDINARY_USER) {
      words.addAll(asUser());
      words.add(Reachable.BINARY.toString());
    } else {
      words.add(binary().toString());
    }
    words.addAll(List.of(arguments));
    return Program.of(words);
  }

  Program.Result run(String... arguments) {
    return command(arguments).run();
  }

  private static List<String> asUser() {
    String id = Integer.toString(USER);
    return List.of(
        "setpriv",
        "--reuid",
        id,
        "--regid",
        id,
        "--clear-groups",
        "--inh-caps=-all",
        "env",
        "HOME=" + Reachable.HOME,
        "XDG_RUNTIME_DIR=" + Reachable.HOME);
  }

  /**
   * A copy of the binary and a home below /tmp: the checkout may lie in a folder closed to others.
   */
  private static final class Reachable {
    static final Path FOLDER = folder();
    static final Path BINARY = FOLDER.resolve("jaula");
    static final Path HOME = FOLDER.resolve("home");

    private static Path folder() {
      try {
        Path folder = Files.createTempDirectory("jaula-test-user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(binary(), folder.resolve("jaula"), StandardCopyOption.COPY_ATTRIBUTES);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setAttribute(home, "unix:uid", USER);
        Files.setAttribute(home, "unix:gid", USER);
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> Program.of("rm", "-rf", folder.toString()).run()));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
