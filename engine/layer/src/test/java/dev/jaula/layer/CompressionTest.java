package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression against the JDK, zstd-jni and xz as oracles. */
class CompressionTest {
  /** Text-like and noise, longer than the blocks of every writer and reader here. */
  private static byte[] sample(int size) {
    byte[] data = new byte[size];
    Random random = new Random(7);
    for (int i = 0; i < size; ) {
      int run = Math.min(size - i, 1 + random.nextInt(300));
      if (random.nextBoolean() && i > 1000) {
        System.arraycopy(data, i - random.nextInt(999) - 1, data, i, 1);
        for (int k = 0; k < run; k++) {
          data[i + k] = data[i + k - 1 - (k & 1)];
        }
      } else {
        for (int k = 0; k < run; k++) {
          data[i + k] = (byte) random.nextInt();
        }
      }
      i += run;
    }
    return data;
  }

  private static byte[] with(Compression compression, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = compression.compress(out)) {
      to.write(data, 0, data.length / 3);
      to.write(data, data.length / 3, data.length - data.length / 3);
    }
    return out.toByteArray();
  }

  private static byte[] jdkGzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = new GZIPOutputStream(out)) {
      to.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    try (InputStream in = Compression.decompress(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatIsCompressedComesBackWhole(Compression compression) throws IOException {
    for (int size : new int[] {0, 1, 5, 65_536, 262_144, 1_000_003}) {
      byte[] data = sample(size);
      byte[] small = with(compression, data);
      assertThat(Compression.detect(small, Math.min(6, small.length)))
          .isEqualTo(size == 0 && compression == Compression.NONE ? Compression.NONE : compression);
      assertThat(plain(small)).isEqualTo(data);
      assertThat(with(compression, data)).as("the same bytes twice").isEqualTo(small);
    }
  }

  @Test
  void gzipIsOneMemberThatTheJdkReads() throws IOException {
    byte[] data = sample(900_001);
    byte[] small = with(Compression.GZIP, data);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(small)).readAllBytes()).isEqualTo(data);
    assertThat(Arrays.copyOf(small, 10))
        .isEqualTo(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
    for (int threads = 1; threads < 5; threads++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream to = Compression.GZIP.compress(out, 6, threads)) {
        to.write(data);
      }
      assertThat(out.toByteArray()).isEqualTo(small);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void membersAndPaddingAreRead(boolean jdk) throws IOException {
    byte[] a = sample(70_000);
    byte[] b = sample(200_001);
    byte[] empty = jdkGzip(new byte[0]);
    byte[] stream = join(jdkGzip(a), empty, jdkGzip(b), empty, new byte[512]);
    assertThat(gunzip(stream, jdk)).isEqualTo(join(a, b));
  }

  /** With a source that gives a byte or a few at a time, so that every state meets its end. */
  private static byte[] gunzip(byte[] stream, boolean jdk) throws IOException {
    InputStream few = new Watched(stream, 777, given -> {});
    Inflation fast = jdk ? null : IsalInflation.open();
    try (GzipInput in = new GzipInput(few, fast == null ? new JdkInflation() : fast)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damagedGzipIsAnError(boolean jdk) throws IOException {
    byte[] good = jdkGzip(sample(50_000));
    for (int cut : new int[] {1, 5, 12, 1000, good.length - 9, good.length - 1}) {
      assertThatThrownBy(() -> gunzip(Arrays.copyOf(good, cut), jdk))
          .as("cut at %d", cut)
          .isInstanceOf(IOException.class);
    }
    for (int at : new int[] {good.length - 1, good.length - 6, 3}) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) 0x80;
      assertThatThrownBy(() -> gunzip(bad, jdk)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> gunzip(join(good, new byte[] {1, 2, 3, 4}), jdk))
        .hasMessageContaining("bad magic");
  }

  @Test
  void headerFieldsOfGzipArePassedOver() throws IOException {
    byte[] body = jdkGzip(sample(100));
    byte[] head = {
      0x1f,
      (byte) 0x8b,
      8,
      4 | 8 | 16 | 2,
      1,
      2,
      3,
      4,
      0,
      3,
      3,
      0,
      'x',
      'y',
      'z',
      'n',
      0,
      'c',
      'o',
      0,
      9,
      9
    };
    byte[] stream = join(head, Arrays.copyOfRange(body, 10, body.length));
    assertThat(plain(stream)).isEqualTo(sample(100));
  }

  @Test
  void framesOfZstdAndSkippableOnesAreRead() throws IOException {
    byte[] a = sample(300_000);
    byte[] b = sample(10);
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9};
    byte[] stream =
        join(skippable, with(Compression.ZSTD, a), with(Compression.ZSTD, b), skippable, skippable);
    assertThat(plain(stream)).isEqualTo(join(a, b));
    try (InputStream jni = ZstdJni.decompress(new ByteArrayInputStream(stream))) {
      assertThat(jni.readAllBytes()).isEqualTo(join(a, b));
    }
  }

  @Test
  void libraryAndZstdJniReadEachOther() throws IOException {
    byte[] data = sample(1_234_567);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream jni = ZstdJni.compress(out, 3)) {
      jni.write(data);
    }
    assertThat(plain(out.toByteArray())).isEqualTo(data);
    try (InputStream jni =
        ZstdJni.decompress(new ByteArrayInputStream(with(Compression.ZSTD, data)))) {
      assertThat(jni.readAllBytes()).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"ZSTD", "XZ"})
  void truncationIsAnError(Compression compression) throws IOException {
    byte[] good = with(compression, sample(300_000));
    for (int cut : new int[] {7, 1000, good.length - 1}) {
      assertThatThrownBy(() -> plain(Arrays.copyOf(good, cut)))
          .as("cut at %d", cut)
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD", "XZ"})
  void bombsAreStopped(Compression compression) throws IOException {
    byte[] bomb = with(compression, new byte[8 << 20]);
    assertThatThrownBy(() -> drain(bomb, new Limits(Long.MAX_VALUE, 100, 1 << 20)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("100 times");
    assertThatThrownBy(() -> drain(bomb, Limits.ofBytes(1 << 20)))
        .hasMessageContaining("1048576 bytes");
    assertThat(drain(bomb, Limits.NONE)).isEqualTo(8 << 20);
  }

  private static long drain(byte[] data, Limits limits) throws IOException {
    try (InputStream in = Compression.decompress(new ByteArrayInputStream(data), limits)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Test
  void plainBytesStayPlain() throws IOException {
    assertThat(plain(new byte[] {'a'})).isEqualTo(new byte[] {'a'});
    assertThat(plain(new byte[0])).isEmpty();
    assertThat(Compression.detect(new byte[] {0x1f, (byte) 0x8b}, 2)).isEqualTo(Compression.NONE);
  }
}
