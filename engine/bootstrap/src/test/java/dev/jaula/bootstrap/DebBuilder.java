package dev.jaula.bootstrap;

import dev.jaula.layer.Compression;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarWriter;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a package file as dpkg-deb does (man 5 deb). */
final class DebBuilder {
  private static final long TIME = 1_700_000_000L;

  private final Map<String, String> control = new LinkedHashMap<>();
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  private final TarWriter data = new TarWriter(plain);
  private final StringBuilder fields = new StringBuilder();
  private Compression compression = Compression.XZ;
  final String name;
  final String version;

  DebBuilder(String name, String version) {
    this.name = name;
    this.version = version;
    field("Package", name).field("Version", version);
  }

  DebBuilder field(String key, String value) {
    fields.append(key).append(": ").append(value).append('\n');
    return this;
  }

  DebBuilder compressed(Compression value) {
    compression = value;
    return this;
  }

  /** A file of the control archive. */
  DebBuilder control(String file, String text) {
    control.put(file, text);
    return this;
  }

  private DebBuilder put(TarEntry.Builder b, byte[] content) throws IOException {
    data.put(b.owner(Owner.UID, Owner.GID).time(TIME, 0).build());
    data.write(content, 0, content.length);
    return this;
  }

  DebBuilder folder(String path, int mode) throws IOException {
    return put(TarEntry.of(TarEntry.Kind.DIRECTORY, Bytes.encode(path)).mode(mode), new byte[0]);
  }

  DebBuilder file(String path, int mode, String text) throws IOException {
    return file(path, mode, text.getBytes(StandardCharsets.UTF_8));
  }

  DebBuilder file(String path, int mode, byte[] content) throws IOException {
    TarEntry.Builder b = TarEntry.of(TarEntry.Kind.FILE, Bytes.encode(path));
    return put(b.mode(mode).size(content.length), content);
  }

  DebBuilder symbolicLink(String path, String target) throws IOException {
    TarEntry.Builder b = TarEntry.of(TarEntry.Kind.SYMBOLIC_LINK, Bytes.encode(path));
    return put(b.mode(0777).link(Bytes.encode(target)), new byte[0]);
  }

  DebBuilder hardLink(String path, String target) throws IOException {
    TarEntry.Builder b = TarEntry.of(TarEntry.Kind.HARD_LINK, Bytes.encode(path));
    return put(b.mode(0644).link(Bytes.encode(target)), new byte[0]);
  }

  /** The control file. */
  String fields() {
    return fields.toString();
  }

  byte[] build() throws IOException {
    data.end();
    ByteArrayOutputStream controls = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(controls);
    control.put("control", fields + "Description: a test\n of packages\n");
    for (Map.Entry<String, String> file : control.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      tar.put(
          TarEntry.of(TarEntry.Kind.FILE, Bytes.encode("./" + file.getKey()))
              .mode(0755)
              .size(content.length)
              .build());
      tar.write(content, 0, content.length);
    }
    tar.end();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
    member(out, "control.tar" + suffix(), compress(controls.toByteArray()));
    member(out, "data.tar" + suffix(), compress(plain.toByteArray()));
    return out.toByteArray();
  }

  private String suffix() {
    return switch (compression) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZSTD -> ".zst";
      case XZ -> ".xz";
    };
  }

  private byte[] compress(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream to = compression.compress(out)) {
      to.write(bytes);
    }
    return out.toByteArray();
  }

  private static void member(ByteArrayOutputStream out, String name, byte[] bytes) {
    String header =
        String.format("%-16s%-12d%-6d%-6d%-8o%-10d`\n", name, 0, 0, 0, 0100644, bytes.length);
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
    if ((bytes.length & 1) == 1) {
      out.write('\n');
    }
  }
}
