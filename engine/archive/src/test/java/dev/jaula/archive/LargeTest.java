package dev.jaula.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.foreign.Hashes;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Digest;
import dev.jaula.image.Images;
import dev.jaula.layer.Compression;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.layer.TarWriter;
import dev.jaula.linux.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A layer far larger than the heap, from a pipe: memory stays within its bound. */
@Tag("slow")
final class LargeTest {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 300;
  private static final long BOUND_KIB = 150 * 1024;

  @TempDir private Path folder;

  private interface Pieces {
    void write(byte[] piece) throws IOException;
  }

  /** The same bytes each time, so that they are not held. */
  private static void layer(Pieces to) throws IOException {
    Random random = new Random(1);
    byte[] piece = new byte[PIECE];
    for (int i = 0; i < PIECES; i++) {
      random.nextBytes(piece);
      to.write(piece);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"NONE", "GZIP", "ZSTD"})
  void fromAPipe(Compression how) throws Exception {
    Path status = folder.resolve("status");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProgram.class.getName(),
                folder.resolve("store").toString(),
                status.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    Digest diffId = diffId();
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[\""
            + diffId
            + "\"]}}";
    try (OutputStream out = how.compress(process.getOutputStream(), 1, 1)) {
      archive(out, config);
    }
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("output"))).isZero();
    ContentStore store = ContentStore.open(folder.resolve("store"));
    assertThat(store.size(diffId)).isEqualTo((long) PIECE * PIECES);
    assertThat(new Images(store).list()).hasSize(1);
    assertThat(peak(Files.readAllLines(status))).isLessThan(BOUND_KIB);
  }

  private static Digest diffId() throws IOException {
    MessageDigest hash = Hashes.sha256();
    layer(hash::update);
    return Digest.of("sha256", hash.digest());
  }

  private static void archive(OutputStream out, String config) throws IOException {
    TarWriter tar = new TarWriter(out);
    TarEntry layer =
        TarEntry.of(Kind.FILE, Bytes.encode("l.tar")).size((long) PIECE * PIECES).build();
    tar.put(layer);
    layer(piece -> tar.write(piece, 0, piece.length));
    file(tar, "c.json", config);
    file(tar, "manifest.json", Parts.table("c.json", "large:1", List.of("l.tar")));
    tar.end();
  }

  private static void file(TarWriter tar, String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    tar.put(TarEntry.of(Kind.FILE, Bytes.encode(name)).size(bytes.length).build());
    tar.write(bytes, 0, bytes.length);
  }

  private static long peak(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }
}
