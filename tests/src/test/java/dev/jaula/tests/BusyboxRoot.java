package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A root file system of two megabytes: one static busybox and the links to it. */
final class BusyboxRoot {
  private BusyboxRoot() {}

  /** Makes the root in a new folder inside {@code parent}, readable by everyone, and returns it. */
  static Path create(Path parent) throws IOException {
    Path busybox = Needs.command("busybox", "busybox-static");
    Path root = Files.createDirectories(parent.resolve("root"));
    for (String folder : new String[] {"bin", "etc", "proc", "sys", "dev", "tmp", "run", "root"}) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.copy(busybox, root.resolve("bin/busybox"));
    for (String applet : Program.of(busybox.toString(), "--list").run().text().lines().toList()) {
      if (!applet.equals("busybox")) {
        Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
      }
    }
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/tmp:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nuser:x:1000:\nextra:x:1001:user\n");
    return root;
  }
}
