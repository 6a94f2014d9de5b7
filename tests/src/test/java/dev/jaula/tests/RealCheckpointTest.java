package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** checkpoint and restore by CRIU itself: what counts goes on counting. */
class RealCheckpointTest {
  private static final String ID = OciRuntime.id("criu");
  private static final String COUNTER =
      "i=0; while :; do i=$((i+1)); echo $i >/tmp/new; mv /tmp/new /tmp/count; sleep 0.1; done";

  @TempDir Path folder;
  private OciRuntime runtime;
  private String criu;
  private String bundle;

  @BeforeEach
  void start() throws IOException {
    Needs.root();
    Program.Result found = Program.of(Path.of("criu").toAbsolutePath().toString()).run();
    assumeTrue(found.exit() == 0, "needs a CRIU that knows this kernel: " + found.err().strip());
    criu = found.text();
    runtime = new OciRuntime(folder);
    Program.Result help = run("checkpoint", "--help");
    assumeTrue(help.exit() == 0, "needs a CRIU that works here: " + help.err().strip());
    bundle = runtime.bundle(ID, COUNTER, false, ", {\"type\": \"pid\"}, {\"type\": \"network\"}]");
    runtime.text("run", "-d", "--bundle", bundle, ID);
    Leftovers.pause(800);
  }

  @AfterEach
  void end() throws IOException {
    if (bundle != null) {
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("criu-root");
    }
  }

  private Program.Result run(String... words) {
    String path = criu + ":" + System.getenv("PATH");
    return runtime.command(words).with(Map.of("PATH", path)).run();
  }

  private void works(String... words) {
    Program.Result result = run(words);
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private int count() throws IOException {
    Path file = folder.resolve("root/tmp/count");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  private void goesOnFrom(int first) throws IOException {
    Leftovers.pause(1000);
    assertThat(count()).isBetween(first + 1, first + 200);
  }

  @Test
  void theCounterCountsOn() throws IOException {
    String images = folder.resolve("images").toString();
    works("checkpoint", "--image-path", images, ID);
    int first = count();
    assertThat(first).isPositive();
    Leftovers.pause(300);
    assertThat(count()).isEqualTo(first);
    assertThat(Leftovers.cgroups(ID)).isEmpty();
    works("restore", "-d", "--image-path", images, "--bundle", bundle, ID);
    goesOnFrom(first);
    assertThat(runtime.text("state", ID)).contains("\"running\"");
    assertThat(runtime.text("exec", ID, "echo", "inside")).isEqualTo("inside\n");
    assertThat(runtime.text("ps", "--format", "json", ID)).startsWith("[");
  }

  @Test
  void twiceAndUnderAnotherName() throws IOException {
    String images = folder.resolve("images").toString();
    String other = ID + "-other";
    int before = count();
    works("checkpoint", "--image-path", images, "--leave-running", ID);
    goesOnFrom(count());
    runtime.delete(ID);
    // the images are older than what it has counted to since
    Files.delete(folder.resolve("root/tmp/count"));
    try {
      works("restore", "-d", "--image-path", images, "--bundle", bundle, other);
      goesOnFrom(before);
      works("checkpoint", "--image-path", folder.resolve("second").toString(), other);
    } finally {
      runtime.delete(other);
    }
    assertThat(Leftovers.cgroups(other)).isEmpty();
  }

  @Test
  void aBrokenImageStartsNothing() throws IOException {
    Path images = folder.resolve("images");
    works("checkpoint", "--image-path", images.toString(), ID);
    Files.writeString(images.resolve("pstree.img"), "broken");
    int first = count();
    Program.Result result =
        run("restore", "-d", "--image-path", images.toString(), "--bundle", bundle, ID);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1).contains("criu failed", "Error (", "restore.log");
    assertThat(runtime.run("state", ID).err()).contains("does not exist");
    Leftovers.pause(300);
    assertThat(count()).isEqualTo(first);
  }
}
