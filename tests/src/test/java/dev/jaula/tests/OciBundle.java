package dev.jaula.tests;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bundle and the containers that are made from it with target/bin/jaula-runtime. */
final class OciBundle {
  private static final Path BINARY = Path.of("../target/bin/jaula-runtime").toAbsolutePath();

  private final Path folder;
  private final Path root;
  private String linux = "";
  private String mounts = "";
  private String namespaces = "{\"type\": \"pid\"}, {\"type\": \"mount\"}";

  OciBundle(Path folder) throws IOException {
    this.folder = folder;
    this.root = BusyboxRoot.create(folder);
  }

  /** Further members of {@code linux}, each with a comma before it. */
  OciBundle linux(String members) {
    linux = members;
    return this;
  }

  OciBundle resources(String members) {
    return linux(", \"resources\": {" + members + "}");
  }

  OciBundle mounts(String items) {
    mounts = items;
    return this;
  }

  OciBundle namespaces(String items) {
    namespaces = items;
    return this;
  }

  /** Runs a shell line in a container of its own. */
  Program.Result sh(String id, String line) throws IOException {
    write(List.of("sh", "-c", line));
    return runtime("run", "--bundle", folder.toString(), id);
  }

  /** A container that sleeps. */
  Program.Result detached(String id) throws IOException {
    write(List.of("sleep", "1000"));
    return runtime("run", "-d", "--bundle", folder.toString(), id);
  }

  /** A container that goes on with a shell line. */
  Program.Result background(String id, String line) throws IOException {
    write(List.of("sh", "-c", line));
    return runtime("run", "-d", "--bundle", folder.toString(), id);
  }

  /** The first process of a container. */
  String pid(String id) {
    return runtime("state", id).out().replaceAll("(?s).*\"pid\": (\\d+).*", "$1");
  }

  Program.Result runtime(String... arguments) {
    List<String> command = new ArrayList<>(List.of(BINARY.toString(), "--root"));
    command.add(folder.resolve("state").toString());
    command.addAll(List.of(arguments));
    return Program.of(command).run();
  }

  /** As an ordinary user, with the default state folder below /tmp. */
  Program.Result asUserWithoutRoot(int user, String verb) throws IOException {
    Path reachable = Files.createTempDirectory("jaula-runtime-test");
    try {
      Program.of("chmod", "755", reachable.toString()).run();
      Path copy = Files.copy(BINARY, reachable.resolve("jaula-runtime"), COPY_ATTRIBUTES);
      String id = Integer.toString(user);
      return Program.of(
              "setpriv",
              "--reuid",
              id,
              "--regid",
              id,
              "--clear-groups",
              "--inh-caps=-all",
              "env",
              "-u",
              "XDG_RUNTIME_DIR",
              copy.toString(),
              verb)
          .run();
    } finally {
      Program.of("rm", "-r", reachable.toString()).run();
    }
  }

  void delete(String id) {
    runtime("delete", "--force", id);
  }

  private void write(List<String> args) throws IOException {
    String list = "\"" + String.join("\", \"", escaped(args)) + "\"";
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"ociVersion": "1.2.0", "root": {"path": "%s"},
         "process": {"cwd": "/", "args": [%s], "user": {"uid": 0, "gid": 0},
          "env": ["PATH=/bin"], "capabilities": {"bounding": ["CAP_MKNOD"],
          "effective": ["CAP_MKNOD"], "permitted": ["CAP_MKNOD"]}},
         "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
          {"destination": "/dev", "type": "tmpfs", "source": "tmpfs"}%s],
         "linux": {"namespaces": [%s]%s}}
        """
            .formatted(root, list, mounts, namespaces, linux));
  }

  private static List<String> escaped(List<String> args) {
    return args.stream().map(a -> a.replace("\\", "\\\\").replace("\"", "\\\"")).toList();
  }
}
