package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bundle's config.json whose parts a test sets as JSON, each part beginning with a comma. */
final class OciConfig {
  private final OciRuntime runtime;
  private final String id;
  private String process = "";
  private String mounts = "";
  private String linux = "";
  private String namespaces = "{\"type\": \"pid\"}, {\"type\": \"mount\"}, {\"type\": \"ipc\"}";

  OciConfig(OciRuntime runtime, String id) {
    this.runtime = runtime;
    this.id = id;
  }

  OciConfig process(String members) {
    process = members;
    return this;
  }

  OciConfig linux(String members) {
    linux = members;
    return this;
  }

  OciConfig namespaces(String types) {
    StringBuilder list = new StringBuilder();
    for (String type : types.split(" ")) {
      list.append(list.isEmpty() ? "" : ", ").append("{\"type\": \"" + type + "\"}");
    }
    namespaces = list.toString();
    return this;
  }

  /** A further mount; options are split at spaces, members begin with a comma. */
  OciConfig mount(String target, String type, String source, String options, String members) {
    String words = options.isEmpty() ? "" : "\"" + options.replace(" ", "\", \"") + "\"";
    mounts +=
        ", {\"destination\": \"%s\", \"type\": \"%s\", \"source\": \"%s\", \"options\": [%s]%s}"
            .formatted(target, type, source, words, members);
    return this;
  }

  OciConfig mount(String target, String type, String source, String options) {
    return mount(target, type, source, options, "");
  }

  Path root() {
    return runtime.folder().resolve("root");
  }

  /** Writes the bundle, whose command is a line of shell; its folder. */
  Path write(String line) throws IOException {
    Path bundle = Files.createDirectories(runtime.folder().resolve(id));
    Files.writeString(
        bundle.resolve("config.json"),
        """
        {"ociVersion": "1.3.0", "root": {"path": "%s"},
         "process": {"cwd": "/", "args": ["sh", "-c", "%s"], "env": ["PATH=/bin"]%s},
         "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
          {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["mode=755"]},
          {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
           "options": ["newinstance", "ptmxmode=0666"]}%s],
         "linux": {"namespaces": [%s]%s}}
        """
            .formatted(root(), line.replace("\"", "\\\""), process, mounts, namespaces, linux));
    return bundle;
  }

  /** Runs a line of shell in a container to its end. */
  Program.Result run(String line) throws IOException {
    return runtime.run("run", "--bundle", write(line).toString(), id);
  }

  /** What a line of shell prints; it must succeed. */
  String prints(String line) throws IOException {
    return Box.text(run(line));
  }

  /** Makes a container of it that goes on in the background. */
  void start(String line) throws IOException {
    Program.Result result = runtime.run("run", "-d", "--bundle", write(line).toString(), id);
    Box.text(result);
  }
}
