package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  private static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private long waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ingest"))) {
      return files.filter(file -> ContentStore.partial(file) != null).count();
    }
  }

  @Test
  void whatIsKeptIsABlob() throws IOException {
    ContentStore store = ContentStore.open(folder);
    for (int i = 0; i < 2; i++) {
      try (Spool spool = Spool.begin(store)) {
        spool.write(BYTES, 0, 4);
        for (int at = 4; at < BYTES.length; at++) {
          spool.write(BYTES[at]);
        }
        Descriptor descriptor = spool.end("text/plain");
        assertThat(descriptor).isEqualTo(Descriptor.of("text/plain", BYTES));
        try (InputStream in = spool.open()) {
          assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        spool.keep(descriptor.digest());
      }
      assertThat(store.read(Digest.of(BYTES))).isEqualTo(BYTES);
      assertThat(waiting()).isZero();
    }
  }

  @Test
  void whatIsNotKeptIsGone() throws IOException {
    ContentStore store = ContentStore.open(folder);
    try (Spool spool = Spool.begin(store)) {
      spool.write(BYTES);
      assertThat(waiting()).isEqualTo(1);
      spool.end("text/plain");
    }
    assertThat(waiting()).isZero();
    assertThat(store.all()).isEmpty();
  }

  @Test
  void aFullDisk() throws IOException {
    Disk full =
        new Disk() {
          @Override
          void write(Path path, FileChannel channel, ByteBuffer buffer) throws IOException {
            if (ContentStore.partial(path) != null) {
              throw new ImageException(path + ": no space left on device");
            }
            super.write(path, channel, buffer);
          }
        };
    ContentStore store = ContentStore.open(folder, full);
    try (Spool spool = Spool.begin(store)) {
      assertThatThrownBy(() -> spool.write(BYTES)).hasMessageContaining("no space left");
    }
    assertThat(waiting()).isZero();
  }
}
