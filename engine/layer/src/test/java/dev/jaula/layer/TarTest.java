package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reader and writer of tar against commons-compress and GNU tar. */
class TarTest {
  @TempDir Path directory;

  /** The content a byte a character. */
  private record Member(TarEntry entry, String text) {
    byte[] content() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  private static List<Member> read(byte[] archive) throws IOException {
    List<Member> members = new ArrayList<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(archive));
    for (TarEntry e = reader.next(); e != null; e = reader.next()) {
      members.add(
          new Member(e, new String(reader.content().readAllBytes(), StandardCharsets.ISO_8859_1)));
    }
    return members;
  }

  private static Member member(Map<String, Member> members, String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  private static byte[] bytes(String text) {
    return Bytes.encode(text);
  }

  private byte[] gnu(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tar", "-C", directory.toString(), "-cf", "-"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] archive = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return archive;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax", "ustar", "oldgnu", "v7"})
  void everyFormOfGnuTarIsRead(String format) throws IOException, InterruptedException {
    boolean roomy = !format.equals("v7") && !format.equals("ustar");
    String deep = roomy ? "d/" + "e".repeat(120) + "/" + "f".repeat(200) : "d/e/f";
    Path file = directory.resolve(deep);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "content");
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(1_234_567_890)));
    Files.createSymbolicLink(
        directory.resolve("link"), Path.of(roomy ? "../" + "t".repeat(150) : "d/e/f"));
    Files.createLink(directory.resolve("second"), file);
    List<Member> members = read(gnu("--format=" + format, "d", "link", "second"));
    Map<String, Member> by = new TreeMap<>();
    members.forEach(m -> by.put(m.entry.text(), m));
    assertThat(by).containsKeys("d/", deep, "link", "second").hasSize(members.size());
    assertThat(member(by, deep).content()).isEqualTo(bytes("content"));
    assertThat(member(by, deep).entry.seconds()).isEqualTo(1_234_567_890);
    assertThat(member(by, "d/").entry.kind()).isEqualTo(Kind.DIRECTORY);
    assertThat(member(by, "link").entry.kind()).isEqualTo(Kind.SYMBOLIC_LINK);
    assertThat(member(by, "link").entry.link())
        .isEqualTo(bytes(roomy ? "../" + "t".repeat(150) : "d/e/f"));
    assertThat(member(by, "second").entry.kind()).isEqualTo(Kind.HARD_LINK);
    assertThat(member(by, "second").entry.link()).isEqualTo(bytes(deep));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax 0.0", "pax 0.1", "pax 1.0"})
  void sparseFilesOfEveryFormAreExpanded(String form) throws IOException, InterruptedException {
    Path file = directory.resolve("sparse");
    byte[] want = new byte[3 << 20];
    try (var channel =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      for (int i = 0; i < 60; i++) {
        int at = i * 49_152;
        byte[] data = bytes("part " + i);
        System.arraycopy(data, 0, want, at, data.length);
        channel.write(java.nio.ByteBuffer.wrap(data), at);
      }
      channel.write(java.nio.ByteBuffer.wrap(new byte[1]), want.length - 1);
    }
    Files.writeString(directory.resolve("z"), "after");
    String[] words = form.split(" ");
    byte[] archive =
        words.length == 1
            ? gnu("-S", "--format=gnu", "sparse", "z")
            : gnu("-S", "--format=pax", "--sparse-version=" + words[1], "sparse", "z");
    List<Member> members = read(archive);
    assertThat(members.get(0).entry.text()).isEqualTo("sparse");
    assertThat(members.get(0).entry.isSparse()).isTrue();
    assertThat(members.get(0).entry.size()).isEqualTo(want.length);
    assertThat(members.get(0).entry.stored()).isLessThan(1 << 20);
    assertThat(members.get(0).content()).isEqualTo(want);
    assertThat(members.get(1).content()).isEqualTo(bytes("after"));
  }

  @Test
  void headersOfCommonsCompressAreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      TarArchiveEntry entry = new TarArchiveEntry("ä".repeat(100));
      entry.setUserId(3_000_000_000L);
      entry.setGroupId(4_000_000);
      entry.setSize(3);
      entry.setMode(04755);
      entry.setLastModifiedTime(
          java.nio.file.attribute.FileTime.from(Instant.ofEpochSecond(-5, 250_000_000)));
      entry.addPaxHeader("SCHILY.xattr.user.a=b", "v\n=w");
      entry.addPaxHeader("LIBARCHIVE.xattr.user.p%25", "aGk=");
      tar.putArchiveEntry(entry);
      tar.write(bytes("abc"));
      tar.closeArchiveEntry();
      TarArchiveEntry node = new TarArchiveEntry("tty", TarConstants.LF_CHR);
      node.setDevMajor(5);
      node.setDevMinor(1);
      tar.putArchiveEntry(node);
      tar.closeArchiveEntry();
    }
    List<Member> members = read(out.toByteArray());
    TarEntry first = members.get(0).entry;
    assertThat(first.text()).isEqualTo("ä".repeat(100));
    assertThat(first.uid()).isEqualTo(3_000_000_000L);
    assertThat(first.gid()).isEqualTo(4_000_000);
    assertThat(first.mode()).isEqualTo(04755);
    assertThat(first.seconds()).isEqualTo(-5);
    assertThat(first.nanos()).isEqualTo(250_000_000);
    assertThat(first.xattrs().get("user.p%")).isEqualTo(bytes("hi"));
    assertThat(members.get(0).content()).isEqualTo(bytes("abc"));
    TarEntry node = members.get(1).entry;
    assertThat(node.kind()).isEqualTo(Kind.CHARACTER_DEVICE);
    assertThat(node.major()).isEqualTo(5);
    assertThat(node.minor()).isEqualTo(1);
  }

  @Test
  void numbersOfBase256AreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      TarArchiveEntry entry = new TarArchiveEntry("a");
      entry.setUserId(1L << 40);
      entry.setModTime(-77_000L);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    TarEntry entry = read(out.toByteArray()).get(0).entry;
    assertThat(entry.uid()).isEqualTo(1L << 40);
    assertThat(entry.seconds()).isEqualTo(-77);
  }

  @Test
  void globalHeadersHoldUntilTheyAreTakenBack() throws IOException {
    byte[] archive =
        join(
            extension('g', "15 mtime=12345\n", "9 uid=42\n"),
            member("a", ""),
            extension('x', "8 uid=7\n"),
            member("b", ""),
            extension('g', "7 uid=\n"),
            member("c", ""),
            new byte[1024]);
    List<Member> members = read(archive);
    assertThat(members).extracting(m -> m.entry.uid()).containsExactly(42L, 7L, 0L);
    assertThat(members).extracting(m -> m.entry.seconds()).containsOnly(12345L);
  }

  private static byte[] extension(char flag, String... records) throws IOException {
    byte[] data = bytes(String.join("", records));
    byte[] block = member("ext", String.join("", records));
    block[156] = (byte) flag;
    sum(block);
    assertThat(data.length).isPositive();
    return block;
  }

  private static byte[] member(String name, String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    byte[] data = bytes(content);
    writer.put(TarEntry.of(Kind.FILE, bytes(name)).size(data.length).build());
    writer.write(data, 0, data.length);
    writer.end();
    return Arrays.copyOf(out.toByteArray(), out.size() - 1024);
  }

  private static void sum(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header[i] & 0xff;
    }
    byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, header, 148, 8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void everyTruncationIsNamed() throws IOException {
    byte[] whole = join(extension('x', "8 uid=7\n"), member("some/name", "x".repeat(700)));
    for (int cut = 1; cut < whole.length; cut += 37) {
      byte[] part = Arrays.copyOf(whole, cut);
      assertThatThrownBy(() -> read(part)).as("cut at %d", cut).hasMessageContaining("truncated");
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .hasMessageContaining("some/name");
    // without the zeros at the end it is still whole, as every reader takes it
    assertThat(read(whole)).hasSize(1);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void damageIsNamed() throws IOException {
    byte[] bad = member("a", "");
    bad[3] = 'q';
    assertThatThrownBy(() -> read(bad)).hasMessageContaining("checksum");
    assertThatThrownBy(() -> read(bytes("<html>".repeat(200)))).hasMessageContaining("not a tar");
    byte[] letters = member("a", "");
    letters[100] = 'z';
    sum(letters);
    assertThatThrownBy(() -> read(letters)).hasMessageContaining("no number");
    for (String record : List.of("5 a=b\n", "99 a=b\n", "x", "6 abc\n", "0 a=b\n")) {
      assertThatThrownBy(() -> read(join(extension('x', record), member("a", ""))))
          .as(record)
          .hasMessageContaining("PAX");
    }
    assertThatThrownBy(() -> read(join(extension('x', "12 path=a\0b\n"), member("a", ""))))
        .hasMessageContaining("zero byte");
    assertThatThrownBy(() -> read(join(extension('x', "11 uid=1x2\n"), member("a", ""))))
        .hasMessageContaining("no number");
  }

  @Test
  void sparseMapsThatLieAreRefused() throws IOException {
    for (String map : List.of("0,4,2,2", "0", "0,99", "3,1,0,3", "0,2")) {
      String record = "GNU.sparse.map=" + map + "\n";
      String size = "22 GNU.sparse.size=50\n";
      int length = record.length() + 3;
      byte[] archive = join(extension('x', size, length + " " + record), member("s", "1234"));
      assertThatThrownBy(() -> read(archive)).as(map).hasMessageContaining("sparse");
    }
  }

  private static byte[] write(TarEntry entry, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter writer = new TarWriter(out);
    writer.put(entry);
    writer.write(content, 0, content.length);
    writer.end();
    return out.toByteArray();
  }

  private static Map<String, TarEntry> corners() {
    Map<String, TarEntry> corners = new HashMap<>();
    for (int length : new int[] {1, 99, 100, 101, 155, 156, 200, 256, 257, 4000}) {
      StringBuilder name = new StringBuilder("n/".repeat(length / 2 + 1)).append("x".repeat(30));
      name.setLength(length);
      name.setCharAt(length - 1, 'x');
      corners.put("name " + length, TarEntry.of(Kind.FILE, bytes(name.toString())).build());
      corners.put("one " + length, TarEntry.of(Kind.FILE, bytes("y".repeat(length))).build());
      corners.put(
          "link " + length,
          TarEntry.of(Kind.SYMBOLIC_LINK, bytes("l")).link(bytes("t".repeat(length))).build());
    }
    corners.put("directory", TarEntry.of(Kind.DIRECTORY, bytes("d")).mode(01777).build());
    corners.put("owner", TarEntry.of(Kind.FILE, bytes("o")).owner(1L << 31, 2_097_152).build());
    corners.put("time", TarEntry.of(Kind.FILE, bytes("t")).time(-3, 5_000_000).build());
    corners.put("future", TarEntry.of(Kind.FILE, bytes("t")).time(1L << 34, 0).build());
    corners.put("device", TarEntry.of(Kind.BLOCK_DEVICE, bytes("b")).device(259, 65535).build());
    corners.put("fifo", TarEntry.of(Kind.FIFO, bytes("p")).mode(0600).build());
    corners.put(
        "xattr",
        TarEntry.of(Kind.FILE, bytes("x"))
            .xattr("security.capability", new byte[] {1, 0, 0, 2, 10, -1})
            .xattr("user.k", bytes(""))
            .build());
    return corners;
  }

  @Test
  void whatIsWrittenIsReadBackByUsAndByCommonsCompress() throws IOException {
    for (Map.Entry<String, TarEntry> corner : corners().entrySet()) {
      TarEntry want = corner.getValue();
      byte[] archive = write(want, new byte[0]);
      assertThat(archive.length % 512).isZero();
      TarEntry ours = read(archive).get(0).entry;
      String name = want.text() + (want.kind() == Kind.DIRECTORY ? "/" : "");
      assertThat(ours.text()).as(corner.getKey()).isEqualTo(name);
      assertThat(ours.uid()).isEqualTo(want.uid());
      assertThat(ours.gid()).isEqualTo(want.gid());
      assertThat(ours.seconds()).isEqualTo(want.seconds());
      assertThat(ours.nanos()).isEqualTo(want.nanos());
      assertThat(ours.mode()).isEqualTo(want.mode());
      assertThat(ours.link()).isEqualTo(want.link());
      assertThat(ours.xattrs()).containsExactlyEntriesOf(want.xattrs());
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
        TarArchiveEntry theirs = tar.getNextEntry();
        assertThat(theirs.getName()).as(corner.getKey()).isEqualTo(name);
        assertThat(theirs.getLongUserId()).isEqualTo(want.uid());
        assertThat(theirs.getLastModifiedTime().toInstant())
            .isEqualTo(Instant.ofEpochSecond(want.seconds(), want.nanos()));
        assertThat(theirs.getLinkName()).isEqualTo(Bytes.decode(want.link()));
        assertThat(theirs.getDevMinor()).isEqualTo(want.minor());
      }
    }
  }

  @Test
  void sparseFilesAreWrittenAsOthersReadThem() throws IOException, InterruptedException {
    long[] segments = {4096, 512, 1 << 20, 5};
    TarEntry entry =
        TarEntry.of(Kind.FILE, bytes("holes")).mode(0644).sparse(2 << 20, segments).build();
    byte[] archive = write(entry, bytes("abc" + "\0".repeat(509) + "defgh"));
    byte[] want = new byte[2 << 20];
    System.arraycopy(bytes("abc"), 0, want, 4096, 3);
    System.arraycopy(bytes("defgh"), 0, want, 1 << 20, 5);
    assertThat(read(archive).get(0).content()).isEqualTo(want);
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      assertThat(tar.getNextEntry().getName()).isEqualTo("holes");
      assertThat(tar.readAllBytes()).isEqualTo(want);
    }
    Path file = Files.write(directory.resolve("a.tar"), archive);
    Process process =
        new ProcessBuilder("tar", "-C", directory.toString(), "-xf", file.toString()).start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readAllBytes(directory.resolve("holes"))).isEqualTo(want);
  }

  @Test
  void theWriterWantsExactlyTheContent() throws IOException {
    TarWriter writer = new TarWriter(new ByteArrayOutputStream());
    writer.put(TarEntry.of(Kind.FILE, bytes("a")).size(2).build());
    assertThatThrownBy(() -> writer.write(new byte[3], 0, 3)).hasMessageContaining("more");
    assertThatThrownBy(writer::end).hasMessageContaining("missing");
  }

  @Test
  void namesThatAreNotUtf8Survive() throws IOException {
    byte[] name = {(byte) 0xff, 'a', (byte) 0x80};
    assertThat(read(write(TarEntry.of(Kind.FILE, name).build(), new byte[0])).get(0).entry.name())
        .isEqualTo(name);
  }
}
