package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** target/bin/jaula-runtime with a state directory of its own, and bundles to give it. */
final class OciRuntime {
  /** {@code -Djaula.runtime=/usr/sbin/runc} shows which tests another runtime fails. */
  static final Path BINARY =
      Path.of(System.getProperty("jaula.runtime", "../target/bin/jaula-runtime"))
          .toAbsolutePath()
          .normalize();

  private final Path folder;
  private final Path root;

  OciRuntime(Path folder) throws IOException {
    this.folder = folder;
    this.root = BusyboxRoot.create(folder);
  }

  /** A name that no other test process uses. */
  static String id(String what) {
    return "oci-" + what + "-" + ProcessHandle.current().pid();
  }

  Path folder() {
    return folder;
  }

  Path state() {
    return folder.resolve("state");
  }

  /** The command with the global options that every call has. */
  Program command(String... words) {
    List<String> command = new ArrayList<>(List.of(BINARY.toString()));
    command.addAll(List.of("--root", state().toString()));
    command.addAll(List.of(words));
    return Program.of(command);
  }

  Program.Result run(String... words) {
    return command(words).run();
  }

  /** A command that must succeed; its standard output. */
  String text(String... words) {
    Program.Result result = run(words);
    if (result.exit() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + result.err());
    }
    return result.out();
  }

  /** Makes a bundle whose process is a shell's line; members go into {@code linux}. */
  String bundle(String name, String line, boolean terminal, String members) throws IOException {
    Path bundle = Files.createDirectories(folder.resolve(name));
    String config =
        """
        {"ociVersion": "1.2.0", "root": {"path": "ROOT"},
         "process": {"terminal": TERMINAL, "cwd": "/", "args": ["sh", "-c", "LINE"],
          "user": {"uid": 0, "gid": 0}, "env": ["PATH=/bin", "TERM=xterm"]},
         "annotations": {"org.example.key": "value"},
         "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
          {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"},
          {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
           "options": ["newinstance", "ptmxmode=0666", "mode=0620"]}],
         "linux": {"namespaces": [{"type": "mount"}, {"type": "ipc"}, {"type": "uts"}NAMESPACES]}}
        """
            .replace("ROOT", root.toString())
            .replace("TERMINAL", Boolean.toString(terminal))
            .replace("LINE", line)
            .replace("NAMESPACES]", members);
    Files.writeString(bundle.resolve("config.json"), config);
    return bundle.toString();
  }

  /** A container that sleeps, in a pid namespace of its own. */
  void sleeping(String id) throws IOException {
    String bundle = bundle(id, "sleep 1000", false, ", {\"type\": \"pid\"}]");
    text("run", "-d", "--bundle", bundle, id);
  }

  void delete(String id) {
    run("delete", "--force", id);
  }
}
