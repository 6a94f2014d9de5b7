package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.Digest;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacking on this machine's kernel, as root. */
class UnpackerTest {
  @TempDir Path root;

  @BeforeEach
  void needsRoot() {
    assumeTrue(Identity.current().root(), "owners are set as root");
  }

  private Unpacked unpack(Archive archive, UnpackOptions options) throws IOException {
    return new Unpacker(new ForeignSyscalls()).unpack(archive.stream(), root, options);
  }

  private String stat(String name) throws IOException, InterruptedException {
    return run("stat", "-c", "%F %a %u:%g %s %Y %h %t,%T", root.resolve(name).toString());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return out.trim();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyKindOfEntryIsMade(boolean threads) throws Exception {
    Archive archive =
        Archive.of()
            .add(Archive.entry(Kind.DIRECTORY, "./").mode(01777).owner(1, 2), "")
            .add(Archive.entry(Kind.DIRECTORY, "d").mode(02750).owner(3, 4), "")
            .add(Archive.entry(Kind.FILE, "d/suid").mode(04711).owner(5, 6).size(3), "abc")
            .add(Archive.entry(Kind.FILE, "d/wide").mode(0666).size(0), "")
            .link("d/hard", "./d/suid")
            .symlink("d/soft", "nowhere")
            .add(Archive.entry(Kind.FIFO, "pipe").mode(0620).owner(7, 8), "")
            .add(Archive.entry(Kind.CHARACTER_DEVICE, "tty").mode(0660).device(5, 300), "")
            .add(Archive.entry(Kind.BLOCK_DEVICE, "disk").mode(0640).device(259, 1), "");
    byte[] bytes = archive.bytes();
    Unpacked unpacked =
        new Unpacker(new ForeignSyscalls())
            .unpack(
                new ByteArrayInputStream(bytes), root, UnpackOptions.OVERLAY.withThreads(threads));
    assertThat(unpacked.diffId()).isEqualTo(Digest.of(bytes));
    assertThat(unpacked.size()).isEqualTo(bytes.length);
    assertThat(unpacked.entries()).isEqualTo(9);
    assertThat(unpacked.notes()).isEmpty();
    assertThat(stat(".")).matches("directory 1777 1:2 \\d+ 1000000000 3 0,0");
    assertThat(stat("d")).matches("directory 2750 3:4 \\d+ 1000000000 2 0,0");
    assertThat(stat("d/suid")).isEqualTo("regular file 4711 5:6 3 1000000000 2 0,0");
    assertThat(stat("d/hard")).isEqualTo("regular file 4711 5:6 3 1000000000 2 0,0");
    assertThat(stat("d/wide")).isEqualTo("regular empty file 666 0:0 0 1000000000 1 0,0");
    assertThat(stat("d/soft")).isEqualTo("symbolic link 777 0:0 7 1000000000 1 0,0");
    assertThat(stat("pipe")).isEqualTo("fifo 620 7:8 0 1000000000 1 0,0");
    assertThat(stat("tty")).isEqualTo("character special file 660 0:0 0 1000000000 1 5,12c");
    assertThat(stat("disk")).isEqualTo("block special file 640 0:0 0 1000000000 1 103,1");
    assertThat(run("stat", "-c", "%y", root.resolve("d/suid").toString())).contains(".000000500");
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void everyCompressionIsUnpacked(Compression compression) throws Exception {
    byte[] archive = Archive.of().file("a", "x".repeat(500_000)).file("b", "y").bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = compression.compress(out)) {
      to.write(archive);
    }
    Unpacked unpacked =
        new Unpacker(new ForeignSyscalls())
            .unpack(new ByteArrayInputStream(out.toByteArray()), root, UnpackOptions.OVERLAY);
    assertThat(unpacked.diffId()).isEqualTo(Digest.of(archive));
    assertThat(root.resolve("a")).hasContent("x".repeat(500_000));
    assertThat(root.resolve("b")).hasContent("y");
  }

  @Test
  void theLastOfSeveralEntriesStays() throws Exception {
    unpack(
        Archive.of()
            .file("f", "first")
            .file("f", "last")
            .file("a", "file")
            .directory("a")
            .file("a/in", "")
            .directory("b")
            .file("b/in", "")
            .directory("b/sub")
            .file("b", "now a file")
            .symlink("c", "f")
            .file("c", "own")
            .directory("e")
            .symlink("e", "d")
            .file("g", "kept")
            .directory("h")
            .file("h/in", "1")
            .directory("h")
            .link("i", "g")
            .link("i", "f")
            .link("i", "i"),
        UnpackOptions.OVERLAY);
    assertThat(root.resolve("f")).hasContent("last");
    assertThat(root.resolve("a/in")).exists();
    assertThat(root.resolve("b")).hasContent("now a file");
    assertThat(root.resolve("c")).hasContent("own");
    assertThat(Files.isSymbolicLink(root.resolve("e"))).isTrue();
    assertThat(root.resolve("h/in")).hasContent("1");
    assertThat(root.resolve("i")).hasContent("last");
  }

  @Test
  void whiteoutsTakeOverlaysForm() throws Exception {
    unpack(
        Archive.of()
            .file("gone/.wh.file", "")
            .directory("opaque")
            .file("opaque/.wh..wh..opq", "")
            .file("opaque/new", "")
            .file(".wh.again", "")
            .directory("again")
            .file("again/in", "")
            .directory("turned")
            .file(".wh.turned", "")
            .file("turned/in", "")
            .file("own", "own")
            .file(".wh.own", "")
            .file(".wh.back", "")
            .file("back", "back")
            .file(".wh..wh.plnk", "")
            .file(".wh..wh.aufs", ""),
        UnpackOptions.OVERLAY);
    assertThat(stat("gone/file")).startsWith("character special file 0 0:0 0").endsWith("0,0");
    for (String name : List.of("opaque", "again", "turned")) {
      assertThat(Files.isDirectory(root.resolve(name))).as(name).isTrue();
      assertThat(xattr(name, "trusted.overlay.opaque")).as(name).isEqualTo("y");
    }
    assertThat(root.resolve("opaque/new")).exists();
    assertThat(root.resolve("own")).hasContent("own");
    assertThat(root.resolve("back")).hasContent("back");
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(p -> p.getFileName().toString()).filter(n -> n.startsWith(".wh")))
          .isEmpty();
    }
  }

  private String xattr(String name, String key) {
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(root.toString(), Calls.LIST);
      byte[] value = calls.xattr(fd, Bytes.encode(name), key);
      calls.close(fd);
      return value == null ? "" : Bytes.decode(value);
    }
  }

  @Test
  void whiteoutsAreAppliedToWhatWasThere() throws Exception {
    unpack(
        Archive.of()
            .file("a", "1")
            .directory("d/sub/deep")
            .file("d/x", "1")
            .file("d/sub/y", "1")
            .directory("o/p")
            .file("o/p/q", "1")
            .file("o/r", "1")
            .file("keep/new", "0")
            .file("keep/old", "0"),
        UnpackOptions.APPLIED);
    unpack(
        Archive.of()
            .file(".wh.a", "")
            .file("d/.wh.sub", "")
            .file("o/new", "2")
            .directory("o/p")
            .file("o/p/kept", "2")
            .file("o/.wh..wh..opq", "")
            .file("keep/new", "2")
            .file(".wh.keep", "")
            .file(".wh.never", ""),
        UnpackOptions.APPLIED);
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.map(p -> root.relativize(p).toString()))
          .containsExactlyInAnyOrder(
              "", "d", "d/x", "keep", "keep/new", "o", "o/new", "o/p", "o/p/kept");
    }
  }

  @Test
  void namesAreTakenLiterallyWhereTheyAreNoLayers() throws Exception {
    unpack(Archive.of().file(".wh.a", "x").file(".wh..wh..opq", "y"), UnpackOptions.LITERAL);
    assertThat(root.resolve(".wh.a")).hasContent("x");
    assertThat(root.resolve(".wh..wh..opq")).hasContent("y");
  }

  @Test
  void aLinkToADirectoryStaysWhereTheArchiveIsNoLayer() throws Exception {
    Archive base = Archive.of().directory("usr/lib").symlink("lib", "usr/lib").symlink("l", "no");
    unpack(base, UnpackOptions.LITERAL);
    Archive more = Archive.of().directory("lib").file("lib/a", "a").directory("l").file("l/b", "b");
    byte[] bytes = more.bytes();
    Unpacker unpacker = new Unpacker(new ForeignSyscalls());
    unpacker.unpack(new ByteArrayInputStream(bytes), root, UnpackOptions.LITERAL);
    assertThat(Files.isSymbolicLink(root.resolve("lib"))).isTrue();
    assertThat(root.resolve("usr/lib/a")).hasContent("a");
    assertThat(Files.isSymbolicLink(root.resolve("l"))).isFalse();
    unpacker.unpack(new ByteArrayInputStream(bytes), root, UnpackOptions.APPLIED);
    assertThat(Files.isSymbolicLink(root.resolve("lib"))).isFalse();
    assertThat(root.resolve("lib/a")).hasContent("a");
  }

  @Test
  void aLinkOnTheWayOfAHardLinkMayChange() throws Exception {
    unpack(
        Archive.of()
            .file("a/f", "of a")
            .file("b/f", "of b")
            .symlink("s", "a")
            .link("one", "s/f")
            .symlink("s", "b")
            .link("two", "s/f"),
        UnpackOptions.OVERLAY);
    assertThat(root.resolve("one")).hasContent("of a");
    assertThat(root.resolve("two")).hasContent("of b");
  }

  @Test
  void attributesAreKeptButOverlays() throws Exception {
    byte[] capability = {1, 0, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Unpacked unpacked =
        unpack(
            Archive.of()
                .add(
                    Archive.entry(Kind.FILE, "ping")
                        .owner(9, 9)
                        .xattr("security.capability", capability)
                        .xattr("user.k", Bytes.encode("v"))
                        .xattr("trusted.overlay.redirect", Bytes.encode("/etc")),
                    "")
                .add(
                    Archive.entry(Kind.DIRECTORY, "d")
                        .xattr("user.d", Bytes.encode("w"))
                        .xattr("trusted.overlay.opaque", Bytes.encode("y"))
                        .xattr("user.overlay.opaque", Bytes.encode("y")),
                    "")
                .add(
                    Archive.entry(Kind.SYMBOLIC_LINK, "s")
                        .link(Bytes.encode("ping"))
                        .xattr("trusted.t", Bytes.encode("z")),
                    ""),
            UnpackOptions.OVERLAY);
    assertThat(xattr("ping", "security.capability")).isEqualTo(Bytes.decode(capability));
    assertThat(xattr("ping", "user.k")).isEqualTo("v");
    assertThat(xattr("d", "user.d")).isEqualTo("w");
    assertThat(xattr("s", "trusted.t")).isEqualTo("z");
    assertThat(xattr("ping", "trusted.t")).isEmpty();
    assertThat(xattr("ping", "trusted.overlay.redirect")).isEmpty();
    assertThat(xattr("d", "trusted.overlay.opaque")).isEmpty();
    assertThat(xattr("d", "user.overlay.opaque")).isEmpty();
    assertThat(unpacked.notes()).hasSize(3).allMatch(note -> note.contains("overlayfs's own"));
  }

  @Test
  void holesStayHoles() throws Exception {
    unpack(
        Archive.of()
            .add(
                Archive.entry(Kind.FILE, "sparse")
                    .sparse(64 << 20, new long[] {0, 512, 32 << 20, 3}),
                "a".repeat(512) + "end"),
        UnpackOptions.OVERLAY);
    assertThat(Files.size(root.resolve("sparse"))).isEqualTo(64 << 20);
    assertThat(Integer.parseInt(run("stat", "-c", "%b", root.resolve("sparse").toString())))
        .isLessThan(100);
    try (InputStream in = Files.newInputStream(root.resolve("sparse"))) {
      in.skipNBytes(32 << 20);
      assertThat(in.readNBytes(4)).isEqualTo(new byte[] {'e', 'n', 'd', 0});
    }
  }

  @Test
  void whatALayerForgotIsTakenFromTheOnesBelow(@TempDir Path lower, @TempDir Path upper)
      throws Exception {
    new Unpacker(new ForeignSyscalls())
        .unpack(
            Archive.of()
                .add(Archive.entry(Kind.DIRECTORY, "p").mode(0710).owner(11, 12), "")
                .add(Archive.entry(Kind.DIRECTORY, "p/q").mode(01777), "")
                .file("p/q/file", "below")
                .stream(),
            lower,
            UnpackOptions.OVERLAY);
    Archive archive = Archive.of().file("p/q/new", "").link("other", "p/q/file").file("z/in", "");
    new Unpacker(new ForeignSyscalls())
        .unpack(archive.stream(), upper, UnpackOptions.OVERLAY.withLowers(List.of(lower)));
    root = upper;
    assertThat(stat("p")).startsWith("directory 710 11:12");
    assertThat(stat("p/q")).startsWith("directory 1777 0:0");
    assertThat(stat("z")).startsWith("directory 755 0:0");
    assertThat(root.resolve("other")).hasContent("below");
    assertThat(stat("other")).startsWith("regular file 644 0:0 5 1000000000");
  }

  @Test
  void namesThatAreNotUtf8AndLongOnesAreMade() throws Exception {
    String odd = Bytes.decode(new byte[] {(byte) 0xff, 'x', (byte) 0xfe});
    unpack(Archive.of().file(odd, "odd").file("n".repeat(255), "long"), UnpackOptions.OVERLAY);
    assertThat(root.resolve("n".repeat(255))).hasContent("long");
    try (Calls calls = new Calls(new ForeignSyscalls())) {
      int fd = calls.open(root.toString(), Calls.LIST);
      assertThat(calls.list(fd).stream().map(Bytes::decode)).contains(odd);
      calls.close(fd);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamThatBreaksIsTheErrorThatIsSeen(boolean threads) {
    byte[] bytes = Archive.of().file("a", "x".repeat(300_000)).bytes();
    InputStream broken =
        new Watched(
            bytes,
            5000,
            given -> {
              if (given >= 200_000) {
                throw new IOException("connection reset");
              }
            });
    UnpackOptions options = UnpackOptions.OVERLAY.withThreads(threads);
    assertThatThrownBy(() -> new Unpacker(new ForeignSyscalls()).unpack(broken, root, options))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("connection reset");
  }

  @Test
  void aReaderThatHangsDoesNotHoldUpAnError() throws Exception {
    byte[] bytes = Archive.of().file("../a", "x".repeat(300_000)).bytes();
    var pipe = java.nio.channels.Pipe.open();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pipe.sink().write(java.nio.ByteBuffer.wrap(bytes, 0, 200_000));
              } catch (IOException closed) {
                assertThat(closed).isNotNull();
              }
            });
    InputStream in = java.nio.channels.Channels.newInputStream(pipe.source());
    UnpackOptions options = UnpackOptions.OVERLAY.withThreads(true);
    assertThatThrownBy(() -> new Unpacker(new ForeignSyscalls()).unpack(in, root, options))
        .hasMessageContaining("\"..\"");
    writer.join();
    pipe.sink().close();
  }

  @Test
  void anotherIdMapIsNamedWithItsFix() throws Exception {
    // 2^32 - 1 means "leave it" to the kernel, so it is no owner
    Archive archive = Archive.of().add(Archive.entry(Kind.FILE, "x").owner(0xffffffffL, 0), "");
    byte[] bytes = archive.bytes();
    Unpacker unpacker = new Unpacker(new ForeignSyscalls());
    assertThatThrownBy(
            () -> unpacker.unpack(new ByteArrayInputStream(bytes), root, UnpackOptions.OVERLAY))
        .hasMessageContaining("4294967295:0")
        .hasMessageContaining("/etc/subuid")
        .hasMessageContaining("--ignore-chown-errors");
    Unpacked squashed =
        unpacker.unpack(
            new ByteArrayInputStream(bytes), root, UnpackOptions.OVERLAY.withIgnoreChown(true));
    assertThat(squashed.notes()).hasSize(1);
    assertThat(Files.getAttribute(root.resolve("x"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(0);
  }
}
