package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from a registry to a run, and away again. */
class ImageTest {
  private static final String PROCESS =
      "{\"Env\":[\"PATH=/bin\",\"GREETING=hello\"],\"Entrypoint\":[\"sh\",\"-c\"],"
          + "\"Cmd\":[\"echo $GREETING from `id -u` in `pwd`\"],\"User\":\"user\","
          + "\"WorkingDir\":\"/srv/app\",\"StopSignal\":\"SIGQUIT\",\"Volumes\":{\"/data\":{}},"
          + "\"Labels\":{\"made.by\":\"test\",\"jaula.changes\":\"/nonexistent/changes\",\"jaula.init\":\"true\"}}";

  @TempDir private static Path shared = Path.of("");
  private static TinyRegistry registry = started();
  private static String image = "";

  @TempDir private Path folder = Path.of("");

  private static TinyRegistry started() {
    try {
      return new TinyRegistry();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The lower layer is a whole system; the upper hides a file, replaces one, and empties a folder.
   */
  @BeforeAll
  static void makeImage() throws IOException {
    Path lower = BusyboxRoot.create(shared);
    Files.createDirectories(lower.resolve("srv/app"));
    Files.createDirectories(lower.resolve("opt/old"));
    Files.writeString(lower.resolve("opt/old/file"), "old\n");
    Files.writeString(lower.resolve("etc/gone"), "gone\n");
    Files.writeString(lower.resolve("etc/both"), "lower\n");
    Path upper = Files.createDirectories(shared.resolve("upper"));
    Files.createDirectories(upper.resolve("etc"));
    Files.createDirectories(upper.resolve("opt"));
    Files.writeString(upper.resolve("etc/.wh.gone"), "");
    Files.writeString(upper.resolve("etc/both"), "upper\n");
    Files.writeString(upper.resolve("opt/.wh..wh..opq"), "");
    Files.writeString(upper.resolve("opt/new"), "new\n");
    registry.serve("1", PROCESS, List.of(lower, upper));
    image = registry.host() + "/app:1";
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void open() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Program jaula(String... words) {
    List<String> all = new ArrayList<>(List.of(Jaula.binary().toAbsolutePath().toString()));
    all.addAll(List.of(words));
    return Program.of(all).with(Map.of("JAULA_ROOT", folder.resolve("store").toString()));
  }

  private String text(String... words) {
    Program.Result result = jaula(words).run();
    assertThat(result.exit()).as(result.err()).isZero();
    return result.text();
  }

  /** The engine cannot be found: whoever wants a JVM fails. */
  private Program withoutEngine(String... words) {
    Program program = jaula(words);
    Map<String, String> more = new java.util.HashMap<>(program.environment());
    more.put("JAULA_ENGINE", "/nonexistent");
    return program.with(more);
  }

  @Test
  void aRunPullsWhatIsNotHere() {
    Program.Result first = jaula("run", image).run();
    assertThat(first.err())
        .contains("Unable to find image '" + image + "' locally", "Status: Downloaded newer image");
    assertThat(first.text()).isEqualTo("hello from 1000 in /srv/app");
    int sent = registry.sent.get();
    Program.Result second = withoutEngine("run", image).run();
    assertThat(second.err()).isEmpty();
    assertThat(second.text()).isEqualTo("hello from 1000 in /srv/app");
    assertThat(registry.sent).hasValue(sent);
    assertThat(
            withoutEngine("run", "--user", "0", image, "id -u; cat /etc/both; ls /etc/gone /opt")
                .run())
        .satisfies(run -> {
          assertThat(run.out()).startsWith("0\nupper\n").endsWith("/opt:\nnew\n");
          assertThat(run.err()).contains("/etc/gone: No such file");
        });
  }

  @Test
  void theConfigIsOnlyTheDefault() {
    text("pull", "--quiet", image);
    assertThat(text("run", "--entrypoint", "id", image, "-g")).isEqualTo("1000");
    assertThat(text("run", "-e", "GREETING=bye", "-w", "/etc", "-u", "0", image))
        .isEqualTo("bye from 0 in /etc");
    assertThat(text("run", "--read-only", image, "stat -f -c %T /data")).isEqualTo("tmpfs");
    assertThat(jaula("run", "--entrypoint", "", image).run().err())
        .contains("no command specified");
    assertThat(jaula("run", "--rootfs-rw", image).run().err()).contains("an image's layers");
  }

  @Test
  void imagesComeAndGo() throws IOException {
    assertThat(text("pull", "--quiet", image)).isEqualTo(image);
    text("tag", image, "copy:2");
    assertThat(text("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
        .containsExactlyInAnyOrder(image, "copy:2");
    assertThat(withoutEngine("run", "copy:2").run().text()).startsWith("hello");
    String id = text("images", "-q", "copy");
    assertThat(withoutEngine("run", id).run().text()).startsWith("hello");
    assertThat(text("inspect", "--format", "{{.Config.User}} {{len .RootFS.Layers}}", id))
        .isEqualTo("user 2");
    assertThat(jaula("rmi", id).run().err()).contains("must be forced");
    assertThat(text("rmi", "copy:2")).isEqualTo("Untagged: copy:2");
    assertThat(withoutEngine("run", "copy:2").run().exit()).isEqualTo(125);
    assertThat(text("rmi", image).lines()).hasSize(4);
    assertThat(text("images", "-q")).isEmpty();
    assertThat(files("images/blobs/sha256")).isEmpty();
    assertThat(files("layers/sha256")).isEmpty();
    assertThat(files("images/run")).isEmpty();
    assertThat(files("images/users")).isEmpty();
    String lib = folder.resolve("store/lib").toString();
    Program.Result modes = Program.of("stat", "-c", "%a", lib + "/layers", lib + "/images").run();
    assertThat(modes.text().lines()).containsExactly("700", "700");
  }

  private List<Path> files(String below) throws IOException {
    Path place = folder.resolve("store/lib").resolve(below);
    if (!Files.exists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.toList();
    }
  }

  @Test
  void whatRunsIsNotRemoved() throws IOException {
    text("pull", "--quiet", image);
    String name = Box.name("image");
    text("run", "-d", "--rm", "--name", name, image, "exec sleep 60");
    try {
      Program.Result refused = jaula("rmi", image).run();
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("is being used by a container");
      text("rmi", "-f", image);
      assertThat(withoutEngine("run", image).run().exit()).isEqualTo(125);
      assertThat(text("exec", name, "cat", "/etc/both")).isEqualTo("upper");
    } finally {
      text("stop", "-t", "0", name);
    }
  }

  @Test
  void aContainerThatIsKeptKeepsItsChanges() throws IOException {
    text("pull", "--quiet", image);
    String name = Box.name("kept");
    text("run", "--rm=false", "-u", "0", "--name", name, image, "echo x > /etc/both; rm -r /srv");
    List<Path> kept = files("containers");
    assertThat(kept).hasSize(1);
    assertThat(kept.getFirst().resolve("upper/etc/both")).hasContent("x");
    assertThat(text("diff", name).lines())
        .containsExactlyInAnyOrder("C /etc", "C /etc/both", "D /srv");
    text("commit", "-m", "changed", "-c", "USER 0", "-c", "WORKDIR /", name, "changed:1");
    Path tar = folder.resolve("root.tar");
    text("export", "-o", tar.toString(), name);
    assertThat(Program.of("tar", "-tf", tar.toString()).run().out())
        .contains("etc/both")
        .doesNotContain("srv", "etc/gone");
    text("rm", name);
    assertThat(withoutEngine("run", "changed:1", "cat /etc/both; ls /srv").run())
        .satisfies(run -> {
          assertThat(run.text()).isEqualTo("x");
          assertThat(run.err()).contains("/srv: No such file");
        });
    assertThat(text("history", "--format", "{{.Comment}}", "changed:1").lines().findFirst())
        .contains("changed");
    oneLine(jaula("diff", name), "No such container");
    assertThat(files("containers")).isEmpty();
  }

  /** The layer is the same, but what it leaves out is not: neither image may get the other's. */
  @Test
  void aLayerThatLeavesOutADirectoryTakesAfterThoseBelow() throws IOException {
    Path bare = folder.resolve("bare");
    Files.createDirectories(bare.resolve("srv/app"));
    Files.writeString(bare.resolve("srv/app/file"), "above\n");
    for (String mode : new String[] {"rwx--x--x", "rwxr-x--x"}) {
      Path lower = folder.resolve(mode);
      Path root = BusyboxRoot.create(Files.createDirectories(lower));
      Files.createDirectories(root.resolve("srv/app"));
      Files.setPosixFilePermissions(root.resolve("srv/app"), PosixFilePermissions.fromString(mode));
      registry.serve(mode.replace("-", "_"), PROCESS, List.of(root, bare));
    }
    String name = registry.host() + "/app:";
    String look = "stat -c %a /srv/app; cat /srv/app/file";
    assertThat(jaula("run", "-u", "0", name + "rwx__x__x", look).run().out())
        .isEqualTo("711\nabove\n");
    assertThat(jaula("run", "-u", "0", name + "rwxr_x__x", look).run().out())
        .isEqualTo("751\nabove\n");
    assertThat(files("layers/chains")).hasSize(2);
    text("rmi", name + "rwx__x__x", name + "rwxr_x__x");
    assertThat(files("layers/chains")).isEmpty();
    assertThat(files("layers/sha256")).isEmpty();
  }

  @Test
  void errorsAreOneLine() throws IOException {
    oneLine(jaula("run", registry.host() + "/app:none"), "not found");
    oneLine(jaula("run", "--pull", "never", "nothing"), "No such image: nothing");
    oneLine(jaula("rmi", "nothing"), "No such image: nothing");
    oneLine(jaula("pull", "a/Upper"), "must be lowercase");
    oneLine(withoutEngine("pull", "debian"), "set JAULA_ENGINE");
    oneLine(jaula("pull", "--platform", "a/b/c/d", image), "os/architecture");
    oneLine(jaula("images", "--nothing"), "--nothing");
    assertThat(files("images/run").stream().filter(p -> !p.toString().contains(".held"))).isEmpty();
  }

  private static void oneLine(Program program, String words) {
    Program.Result result = program.run();
    assertThat(result.exit()).isIn(1, 125);
    assertThat(result.err().lines().filter(line -> line.startsWith("jaula: "))).hasSize(1);
    assertThat(result.err()).contains(words).doesNotContain("Exception");
  }
}
