package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A bundle of which a test changes single members, and an OCI runtime that runs it. */
final class OciBox {
  static final String PROC = mount("/proc", "proc", "proc", "");
  static final String DEV = mount("/dev", "tmpfs", "tmpfs", "\"mode=755\"");
  static final String PTS =
      mount("/dev/pts", "devpts", "devpts", "\"newinstance\",\"ptmxmode=0666\"");
  private static final String ALL = "\"pid\" \"mount\" \"ipc\" \"uts\" \"cgroup\"";

  private final Path folder;
  private final Path root;
  private final String id;
  private Path binary = OciRuntime.BINARY;
  private String cwd = "/";
  private String user = "\"uid\": 0, \"gid\": 0";
  private String process = "";
  private String mounts = PROC + "," + DEV + "," + PTS;
  private String namespaces = ALL;
  private String linux = "";

  /** The folder gets a root file system, the bundle and the runtime's state. */
  OciBox(Path folder, String what) throws IOException {
    this.folder = folder;
    this.id = OciRuntime.id(what);
    this.root = BusyboxRoot.create(folder);
  }

  static String mount(String target, String type, String source, String options) {
    return "{\"destination\": \"%s\", \"type\": \"%s\", \"source\": \"%s\", \"options\": [%s]}"
        .formatted(target, type, source, options);
  }

  static String bind(Path source, String target) {
    return mount(target, "bind", source.toString(), "\"rbind\"");
  }

  Path root() {
    return root;
  }

  String id() {
    return id;
  }

  Path state() {
    return folder.resolve("state");
  }

  /** A copy of the runtime, for tests that would destroy a bad one. */
  Path copyBinary() throws IOException {
    binary = Files.createDirectory(folder.resolve("copy")).resolve("jaula-runtime");
    Files.copy(OciRuntime.BINARY, binary, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    return binary;
  }

  OciBox cwd(String path) {
    cwd = path;
    return this;
  }

  OciBox user(String members) {
    user = members;
    return this;
  }

  /** Further members of {@code process}, each with a comma before it. */
  OciBox process(String members) {
    process = members;
    return this;
  }

  OciBox mounts(String... items) {
    mounts = String.join(",", items);
    return this;
  }

  /** Types, between blanks. */
  OciBox namespaces(String types) {
    namespaces = types.isEmpty() ? "" : "\"" + types.replace(" ", "\" \"") + "\"";
    return this;
  }

  /** Further members of {@code linux}, each with a comma before it. */
  OciBox linux(String members) {
    linux = members;
    return this;
  }

  Program command(String... words) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("--root", state().toString()));
    command.addAll(List.of(words));
    return Program.of(command);
  }

  /** The same, called with descriptors 7 to 9 that lead to the host. */
  Program leaking(String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "exec \"$@\" 7</ 8</etc 9</etc/passwd", "sh"));
    command.addAll(command(words).command());
    return Program.of(command);
  }

  /** {@code run} or {@code create} of a shell's line; run ends with the container. */
  Program call(String verb, String line) throws IOException {
    write("sh", "-c", line);
    return command(words(verb));
  }

  Program leakingCall(String verb, String line) throws IOException {
    write("sh", "-c", line);
    return leaking(words(verb));
  }

  private String[] words(String verb) {
    String[] start = verb.split(" ");
    List<String> words = new ArrayList<>(List.of(start));
    words.addAll(List.of("--bundle", folder.toString(), id));
    return words.toArray(new String[0]);
  }

  Program.Result run(String line) throws IOException {
    return call("run", line).run();
  }

  /** What a line prints; it must succeed. */
  String prints(String line) throws IOException {
    return Box.text(run(line));
  }

  /** A container that goes on until it is deleted. */
  void start(String line) throws IOException {
    Path out = folder.resolve("out");
    Program call = call("run -d", line);
    // its streams stay open, so they are no pipe of ours
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec \"$@\" </dev/null >" + out, "sh"));
    words.addAll(call.command());
    Box.text(Program.of(words).run());
  }

  Program.Result exec(String... words) {
    List<String> all = new ArrayList<>(List.of("exec"));
    all.addAll(List.of(words));
    return command(all.toArray(new String[0])).run();
  }

  void delete() {
    command("delete", "--force", id).run();
  }

  int pid() {
    var found =
        java.util.regex.Pattern.compile("\"pid\": ?(\\d+)")
            .matcher(command("state", id).run().out());
    if (!found.find()) {
      throw new AssertionError("no pid");
    }
    return Integer.parseInt(found.group(1));
  }

  /** Writes config.json for a command. */
  void write(String... args) throws IOException {
    List<String> escaped =
        Stream.of(args)
            .map(a -> a.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
            .toList();
    String types = namespaces.replaceAll("(\"[a-z]+\")", "{\"type\": $1}").replace("} {", "},{");
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"ociVersion": "1.0.2", "root": {"path": "%s"},
         "process": {"cwd": "%s", "args": ["%s"], "user": {%s},
          "env": ["PATH=/bin"]%s},
         "mounts": [%s],
         "linux": {"namespaces": [%s]%s}}
        """
            .formatted(
                root, cwd, String.join("\", \"", escaped), user, process, mounts, types, linux));
  }
}
