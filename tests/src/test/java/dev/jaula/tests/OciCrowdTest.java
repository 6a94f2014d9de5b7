package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many containers of the runtime at once, two processes at one container, and no room for one. */
class OciCrowdTest {
  @TempDir static Path folder;
  private static OciBox box;
  private static String bundle = "";

  @BeforeAll
  static void prepare() throws IOException {
    Needs.root();
    box = new OciBox(folder, "crowd");
    box.write("sh", "-c", "sleep 100; :", box.id());
    bundle = folder.toString();
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    if (!bundle.isEmpty()) {
      assertThat(Leftovers.processes(box.id())).isEmpty();
      try (Stream<Path> files = Files.list(box.state())) {
        assertThat(files).isEmpty();
      }
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(bundle);
    }
  }

  private static Program create(String id) {
    return box.command("create", "--bundle", bundle, id);
  }

  @Test
  void twoHundredContainersTenAtATime() throws Exception {
    List<Callable<Void>> lives = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = box.id() + "-" + i;
      lives.add(() -> {
        Box.text(create(id).run());
        Box.text(box.command("start", id).run());
        Box.text(box.command("kill", id, "KILL").run());
        Box.text(box.command("delete", "--force", id).run());
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
      for (Future<Void> life : threads.invokeAll(lives)) {
        life.get();
      }
    }
    for (int i = 0; i < 200; i++) {
      assertThat(Leftovers.cgroups(box.id() + "-" + i)).isEmpty();
    }
  }

  private static List<Program.Result> race(Program one, Program other) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Program.Result>> tasks = List.of(one::run, other::run);
      List<Program.Result> results = new ArrayList<>();
      for (Future<Program.Result> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** Those that lost; each says so in one line. */
  private static List<String> lost(List<Program.Result> results) {
    List<String> lost = new ArrayList<>();
    for (Program.Result result : results) {
      if (result.exit() != 0) {
        assertThat(result.err()).hasLineCount(1);
        lost.add(result.err());
      }
    }
    return lost;
  }

  @Test
  void anIdIsWonOnceAndStartedOnce() throws Exception {
    String id = box.id() + "-won";
    for (int round = 0; round < 15; round++) {
      assertThat(lost(race(create(id), create(id))))
          .singleElement()
          .asString()
          .contains("container with given ID already exists");
      Program start = box.command("start", id);
      assertThat(lost(race(start, start)))
          .singleElement()
          .asString()
          .containsAnyOf("cannot start an already running container", "has ended");
      assertThat(box.command("state", id).run().out()).contains("\"status\": \"running\"");
      Program delete = box.command("delete", "--force", id);
      assertThat(lost(race(delete, delete))).isEmpty();
      assertThat(Leftovers.cgroups(id)).isEmpty();
      assertThat(Leftovers.processes(box.id())).isEmpty();
    }
  }

  /** Whoever comes first: after the last word, a delete, nothing is there. */
  @Test
  void aContainerIsDeletedWhileItIsCreated() throws Exception {
    String id = box.id() + "-unborn";
    Program delete = box.command("delete", "--force", id);
    for (int round = 0; round < 40; round++) {
      int pause = round % 20;
      Program late =
          Program.of(
              Stream.concat(
                      Stream.of(
                          "sh",
                          "-c",
                          "sleep 0.0" + (pause < 10 ? "0" : "") + pause + "; exec \"$@\"",
                          "sh"),
                      delete.command().stream())
                  .toList());
      lost(race(create(id), late));
      Box.text(delete.run());
      assertThat(Leftovers.processes(id)).as("round %d", round).isEmpty();
      assertThat(Leftovers.processes(box.id())).as("round %d", round).isEmpty();
      assertThat(Leftovers.cgroups(id)).isEmpty();
      assertThat(box.state().resolve(id)).doesNotExist();
    }
  }

  @Test
  void aFullDiskIsOneLine() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assertThat(Program.of("mount", "-t", "tmpfs", "-o", "size=4k", "none", disk + "").run().exit())
        .isZero();
    try {
      Files.write(disk.resolve("fill"), new byte[4096]);
      String id = box.id() + "-disk";
      Program full =
          Program.of(
              OciRuntime.BINARY + "", "--root", disk + "/state", "create", "--bundle", bundle, id);
      Program.Result result = full.run();
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).matches("jaula-runtime: [^\n]+: no space left on device[^\n]*\n");
      assertThat(Leftovers.cgroups(id)).isEmpty();
      assertThat(Leftovers.processes(id)).isEmpty();
      assertThat(disk.resolve("state").resolve(id)).doesNotExist();
    } finally {
      Program.of("umount", disk.toString()).run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "../x", "a/b", "/", "a/../../b", "1025", "a b", "é", "-x"})
  void anIdThatIsAPathIsNone(String typed) throws IOException {
    String id = typed.equals("1025") ? "a".repeat(1025) : typed;
    for (String verb : new String[] {"create", "state", "delete --force", "start", "kill"}) {
      List<String> words = new ArrayList<>(List.of(verb.split(" ")));
      if (verb.equals("create")) {
        words.addAll(List.of("--bundle", bundle));
      }
      words.addAll(List.of("--", id));
      Program.Result result = box.command(words.toArray(new String[0])).run();
      assertThat(result.exit()).as(verb).isEqualTo(1);
      assertThat(result.err()).contains("invalid container id").hasLineCount(1);
    }
    assertThat(folder.toFile().list()).doesNotContain("x", "b");
  }
}
