package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks that could harm a start, and the environment of what is executed. */
class OciHookTest {
  @TempDir private Path folder;
  private OciRuntime runtime;
  private OciConfig config;
  private String id;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    id = OciRuntime.id("hook");
    config = new OciConfig(runtime, id);
  }

  @AfterEach
  void remove() {
    if (runtime != null) {
      runtime.delete(id);
    }
  }

  private Program.Result withMembers(String members, String line) throws IOException {
    Path bundle = config.write(line);
    Path file = bundle.resolve("config.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{" + members + ","));
    return runtime.run("run", "--bundle", bundle.toString(), id);
  }

  private static String hook(String kind, String line) {
    return "\"hooks\": {\"%s\": [{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \"%s\"], \"timeout\": 5}]}"
        .formatted(kind, line);
  }

  /** The state is larger than a pipe, and the hook does not read it. */
  @Test
  void needNotReadItsState() throws IOException {
    String annotation = "\"annotations\": {\"large\": \"" + "x".repeat(200_000) + "\"}, ";
    Program.Result result =
        withMembers(annotation + hook("createRuntime", "sleep 0.1"), "echo done");
    assertThat(result.err()).isEmpty();
    assertThat(result.text()).isEqualTo("done");
  }

  @Test
  void readsAStateOfAnyLength() throws IOException {
    Path count = folder.resolve("count");
    String annotation = "\"annotations\": {\"large\": \"" + "x".repeat(200_000) + "\"}, ";
    withMembers(annotation + hook("createRuntime", "sleep 0.1; wc -c > " + count), "true");
    assertThat(Integer.parseInt(Files.readString(count).strip())).isGreaterThan(200_000);
  }

  /** Of a hook that names no environment: the engine's stays outside. */
  @Test
  void insideTheContainerSeesNothingOfTheCallers() throws IOException {
    Path bundle = config.write("true");
    Path file = bundle.resolve("config.json");
    String members = hook("startContainer", "env > /env");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{" + members + ","));
    Program.Result result =
        Program.of(
                "env",
                "SECRET=word",
                OciRuntime.BINARY.toString(),
                "--root",
                folder.resolve("other").toString(),
                "run",
                "--bundle",
                bundle.toString(),
                id)
            .run();
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(config.root().resolve("env")).content().contains("PATH=/bin").doesNotContain("word");
  }

  /** What others have put into the container's cgroup is theirs, with and without its own pids. */
  @ParameterizedTest
  @ValueSource(strings = {"mount pid", "mount"})
  void aStartThatFailsEndsWhatItHasStartedAlone(String namespaces) throws Exception {
    Path tree = Path.of("/sys/fs/cgroup");
    Path root = Files.exists(tree.resolve("cgroup.procs")) ? tree : tree.resolve("pids");
    Path cgroup = root.resolve(id);
    config.namespaces(namespaces).linux(", \"cgroupsPath\": \"/" + id + "\"");
    Process other = new ProcessBuilder("sleep", "1000").start();
    Path pids = folder.resolve("pids");
    try {
      String procs = cgroup + "/cgroup.procs";
      String line = "cat " + procs + " > " + pids + "; echo " + other.pid() + " > " + procs;
      Program.Result result = withMembers(hook("createRuntime", line + "; exit 3"), "true");
      assertThat(result.err()).contains("createRuntime hook #0");
      assertThat(runtime.run("state", id).err()).contains("does not exist");
      List<String> left = Files.readAllLines(cgroup.resolve("cgroup.procs"));
      assertThat(left).containsExactly(String.valueOf(other.pid()));
      String init = Files.readString(pids).strip();
      assertThat(init).isNotEmpty();
      assertThat(Path.of("/proc", init)).doesNotExist();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly().waitFor();
      Program.of("sh", "-c", "sleep 0.2; rmdir " + cgroup).run();
    }
    assertThat(Leftovers.cgroups(id)).isEmpty();
  }

  /** Hooks of the host stay in the host's namespaces, whatever the container joins. */
  @Test
  void staysOutsideAJoinedProcessNamespace() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder("unshare", "--pid", "--fork", "--kill-child", "sleep", "100").start();
    try {
      Path children = Path.of("/proc/%d/task/%d/children".formatted(other.pid(), other.pid()));
      while (Files.readString(children).isBlank()) {
        Leftovers.pause(5);
      }
      String pid = Files.readString(children).strip();
      Path seen = folder.resolve("seen");
      config.namespaces("mount ipc");
      Path bundle = config.write("readlink /proc/self/ns/pid");
      Path file = bundle.resolve("config.json");
      String members = hook("createRuntime", "readlink /proc/self/ns/pid > " + seen);
      Files.writeString(
          file,
          Files.readString(file)
              .replaceFirst("\\{", "{" + members + ",")
              .replace(
                  "\"namespaces\": [",
                  "\"namespaces\": [{\"type\": \"pid\", \"path\": \"/proc/"
                      + pid
                      + "/ns/pid\"}, "));
      Program.Result result = runtime.run("run", "--bundle", bundle.toString(), id);
      assertThat(result.text())
          .isEqualTo(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")).toString());
      assertThat(Files.readString(seen).strip())
          .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString());
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** As in runc: from the container's passwd, or the root directory. */
  @Test
  void homeIsTheUsers() throws IOException {
    Files.createDirectories(config.root().resolve("etc"));
    Files.write(
        config.root().resolve("etc/passwd"),
        List.of("root:x:0:0::/root:/bin/sh", "ana:x:1000:1000::/home/ana:/bin/sh"));
    config.process(", \"user\": {\"uid\": 1000, \"gid\": 1000}");
    assertThat(config.prints("echo $HOME")).isEqualTo("/home/ana");
    runtime.delete(id);
    config.process(", \"user\": {\"uid\": 1001, \"gid\": 1000}");
    assertThat(config.prints("echo $HOME")).isEqualTo("/");
  }

  @Test
  void theLastOfTwoVariablesCounts() throws IOException {
    config.start("sleep 100");
    String line = "echo $PATH; env | grep -c ^PATH=";
    assertThat(
            runtime
                .text("exec", "-e", "A=1", "-e", "PATH=/bin:/other", id, "/bin/sh", "-c", line)
                .strip())
        .isEqualTo("/bin:/other\n1");
  }

  @Test
  void aCapabilityIsAddedToNone() throws IOException {
    config.start("sleep 100");
    String line = "grep CapEff /proc/self/status";
    assertThat(runtime.text("exec", "--cap", "CAP_KILL", id, "sh", "-c", line).strip())
        .endsWith("0000000000000020");
  }
}
