package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container's states, and what one container may do to another one that took its name. */
class OciLifeTest {
  private static final String PID_NAMESPACE = ", {\"type\": \"pid\"}]";

  @TempDir Path folder;
  private final String id = OciRuntime.id("life");
  private OciRuntime runtime;
  private Path go;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    go = folder.resolve("go");
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    if (runtime != null) {
      runtime.delete(id);
      assertThat(Leftovers.cgroups(id)).isEmpty();
      assertThat(Leftovers.processes(id)).isEmpty();
      assertThat(runtime.state().resolve(id)).doesNotExist();
    }
  }

  private String sleeping(String name) throws IOException {
    return runtime.bundle(name, "sleep 1000; : " + id, false, PID_NAMESPACE);
  }

  /** One whose createRuntime hook waits for a file. */
  private String waiting() throws IOException {
    String bundle = sleeping("waiting");
    Path config = Path.of(bundle, "config.json");
    String hook =
        """
        "hooks": {"createRuntime": [{"path": "/bin/sh",
          "args": ["sh", "-c", "until [ -e GO ]; do sleep 0.02; done"]}]}, "annotations\"\
        """
            .replace("GO", go.toString());
    Files.writeString(config, Files.readString(config).replace("\"annotations\"", hook));
    return bundle;
  }

  private String status() {
    Matcher status =
        Pattern.compile("\"status\": \"(\\w+)\"").matcher(runtime.run("state", id).out());
    return status.find() ? status.group(1) : "none";
  }

  private int pid() {
    Matcher pid = Pattern.compile("\"pid\": (\\d+)").matcher(runtime.run("state", id).out());
    return pid.find() ? Integer.parseInt(pid.group(1)) : -1;
  }

  private Process begin(String... words) throws IOException {
    return runtime.command(words).start(folder.resolve("out"), folder.resolve("err"));
  }

  private void await(String status) {
    for (int i = 0; i < 200 && !(status().equals(status) && pid() > 0); i++) {
      Leftovers.pause(20);
    }
    assertThat(status()).isEqualTo(status);
  }

  @Test
  void itIsNotCreatedBeforeItsHooksHaveEnded() throws Exception {
    Process create = begin("create", "--bundle", waiting(), id);
    try {
      await("creating");
      assertThat(runtime.run("start", id).err()).contains("not created yet").hasLineCount(1);
      assertThat(runtime.run("exec", id, "true").exit()).isEqualTo(255);
      assertThat(runtime.run("delete", id).err()).contains("is not stopped: creating");
    } finally {
      Files.createFile(go);
      create.waitFor();
    }
    assertThat(create.exitValue()).isZero();
    assertThat(status()).isEqualTo("created");
    assertThat(pid()).isPositive();
    runtime.text("start", id);
    assertThat(status()).isEqualTo("running");
  }

  /** Nobody else may let it go on, or read what it is made of. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "0077", "0777"})
  void itsStateIsItsOwnersAlone(String umask) throws IOException {
    String call =
        "umask %s && exec %s --root %s create --bundle %s %s"
            .formatted(umask, OciRuntime.BINARY, runtime.state(), sleeping("own"), id);
    assertThat(Program.of("sh", "-c", call).run().err()).isEmpty();
    Path directory = runtime.state().resolve(id);
    assertThat(mode(runtime.state())).isEqualTo("rwx--x--x");
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("gate"))).isEqualTo("rw-------");
    for (String file : List.of("state.json", "config.json")) {
      assertThat(mode(directory.resolve(file))).endsWith("------");
    }
    runtime.text("start", id);
    assertThat(status()).isEqualTo("running");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  /** Whose name was taken meanwhile must not touch the one that has it. */
  @Test
  void whoWasDeletedWhileItWasCreatedLeavesItsSuccessorAlone() throws Exception {
    Process create = begin("create", "--bundle", waiting(), id);
    try {
      await("creating");
      runtime.text("delete", "--force", id);
      runtime.text("create", "--bundle", sleeping("other"), id);
    } finally {
      Files.createFile(go);
      create.waitFor();
    }
    assertThat(create.exitValue()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("err"))).hasLineCount(1);
    assertThat(status()).isEqualTo("created");
    assertThat(runtime.text("state", id)).contains(folder.resolve("other").toString());
    runtime.text("start", id);
    assertThat(status()).isEqualTo("running");
  }

  /** It has the code of its command, and does not delete the next one of that name. */
  @Test
  void runLeavesItsSuccessorAlone() throws Exception {
    Process run = begin("run", "--bundle", sleeping("first"), id);
    await("running");
    String own = Long.toString(run.pid());
    assertThat(Program.of("kill", "-STOP", own).run().exit()).isZero();
    try {
      runtime.text("delete", "--force", id);
      runtime.text("create", "--bundle", sleeping("other"), id);
    } finally {
      Program.of("kill", "-CONT", own).run();
      run.waitFor();
    }
    assertThat(run.exitValue()).isEqualTo(128 + 9);
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    assertThat(status()).isEqualTo("created");
    runtime.text("start", id);
  }

  @Test
  void whatIsPausedBeforeItWasStartedIsPaused() throws Exception {
    runtime.text("create", "--bundle", sleeping("paused"), id);
    Program.Result paused = runtime.run("pause", id);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        !paused.err().contains("no cgroup that can be frozen"), "needs a freezer");
    assertThat(paused.exit()).isZero();
    assertThat(status()).isEqualTo("paused");
    assertThat(runtime.run("exec", id, "true").err()).contains("cannot exec in a paused container");
    assertThat(runtime.run("start", id).err()).contains("cannot start a container in the paused");
    runtime.text("resume", id);
    assertThat(status()).isEqualTo("created");
    runtime.text("pause", id);
    runtime.text("kill", id, "KILL");
    for (int i = 0; i < 100 && !status().equals("stopped"); i++) {
      Leftovers.pause(20);
    }
    assertThat(status()).isEqualTo("stopped");
  }

  /** Several delete at once, also one that nobody has finished to create. */
  @Test
  void whoIsSecondToDeleteFindsItGone() throws Exception {
    Process create = begin("create", "--bundle", waiting(), id);
    await("creating");
    Process one = begin("delete", "--force", id);
    Program.Result other = runtime.run("delete", "--force", id);
    one.waitFor();
    Files.createFile(go);
    create.waitFor();
    assertThat(one.exitValue()).isZero();
    assertThat(other.err()).isEmpty();
    assertThat(other.exit()).isZero();
    assertThat(create.exitValue()).isEqualTo(1);
  }
}
