package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.foreign.Hashes;
import dev.jaula.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at one store, some of them killed; and a disk that is full in earnest. */
@Timeout(60)
class StoreProcessesTest {
  private static final int KILLS = 12;

  @TempDir private Path folder = Path.of("");
  private final List<Child> children = new ArrayList<>();

  /** A process with {@link StoreChild}. */
  private record Child(Process process, BufferedReader out) {
    String line() throws IOException {
      return String.valueOf(out.readLine());
    }

    void go() throws IOException {
      OutputStream in = process.getOutputStream();
      in.write('\n');
      in.flush();
    }
  }

  private Child child(List<String> before, Path root, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classes()));
    command.addAll(List.of(StoreChild.class.getName(), root.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Child child =
        new Child(
            process,
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    children.add(child);
    return child;
  }

  private Child child(String... arguments) throws Exception {
    return child(List.of(), folder, arguments);
  }

  private static String classes() throws URISyntaxException {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(StoreChild.class, ContentStore.class, JsonValue.class, Hashes.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(":", places);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (Child child : children) {
      child.process.destroyForcibly().waitFor();
    }
  }

  @Test
  void twoProcessesLoadABlobOnce() throws Exception {
    Child one = child("ingest", "100000");
    Child two = child("ingest", "100000");
    assertThat(one.line()).isEqualTo("ready");
    assertThat(two.line()).isEqualTo("ready");
    one.go();
    two.go();
    assertThat(List.of(one.line(), two.line())).containsExactlyInAnyOrder("wrote", "waited");
    assertThat(Made.problems(folder)).isEmpty();
  }

  /** To the kernel this is a deadlock of two processes (man 2 fcntl, EDEADLK); it is none. */
  @Test
  void twoProcessesMayWaitForEachOthersBlobs() throws Exception {
    Child one = child("cross", "first", "second");
    Child two = child("cross", "second", "first");
    assertThat(one.line()).isEqualTo("held");
    assertThat(two.line()).isEqualTo("held");
    one.go();
    two.go();
    assertThat(one.line()).isEqualTo("waiting");
    assertThat(two.line()).isEqualTo("waiting");
    one.go();
    two.go();
    assertThat(one.line()).isEqualTo("done true");
    assertThat(two.line()).isEqualTo("done true");
  }

  @Test
  void aKilledProcessLeavesItsLocks() throws Exception {
    Child one = child("cross", "first", "second");
    assertThat(one.line()).isEqualTo("held");
    Prune prune = prune();
    one.process.destroyForcibly().waitFor();
    assertThat(prune.apply(prune.plan(Prune::isDangling)).items()).hasSize(1);
    try (BlobWriter writer =
        ContentStore.open(folder).ingest(Descriptor.of(MediaTypes.LAYER, Made.utf8("first")))) {
      assertThat(writer.isDone()).isFalse();
    }
  }

  private Prune prune() throws IOException {
    ContentStore store = ContentStore.open(folder);
    return new Prune(store, new Images(store));
  }

  @Test
  @Tag("slow")
  void whoeverIsKilledBreaksNothing() throws Exception {
    Child steady = child("work", "0");
    assertThat(steady.line()).isEqualTo("ready");
    for (int i = 1; i <= KILLS; i++) {
      Child killed = child("work", String.valueOf(i));
      assertThat(killed.line()).isEqualTo("ready");
      Thread.sleep(20 + 37L * i % 200);
      killed.process.destroyForcibly().waitFor();
      assertThat(Made.problems(folder)).isEmpty();
    }
    assertThat(steady.process.isAlive()).isTrue();
    steady.process.destroyForcibly().waitFor();
    Prune prune = prune();
    prune.apply(prune.plan(image -> true));
    assertThat(ContentStore.open(folder).all()).isEmpty();
    assertThat(Made.problems(folder)).isEmpty();
  }

  @Test
  void aFullDiskIsToldAndLeavesAGoodStore() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    List<String> within =
        List.of(
            "unshare",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=1m none '" + disk + "' && exec \"$@\"",
            "sh");
    Process may =
        new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "none", disk.toString())
            .start();
    Assumptions.assumeTrue(may.waitFor(10, TimeUnit.SECONDS) && may.exitValue() == 0, "may mount");
    Child child = child(within, disk.resolve("images"), "fill", "2000000");
    assertThat(child.line()).contains("no space left on device").contains("fix: free some space");
    assertThat(child.line()).contains("no space left on device");
    assertThat(child.line()).isEqualTo("true");
    assertThat(child.line()).isEqualTo("PARTIAL");
    assertThat(child.line()).isEqualTo("2");
    assertThat(child.line()).isEqualTo("true");
  }
}
