package dev.jaula.layer;

import dev.jaula.image.Digest;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** An archive for a test, put together entry by entry. */
final class Archive {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TarWriter writer = new TarWriter(out);

  static Archive of() {
    return new Archive();
  }

  Archive add(TarEntry.Builder entry, String content) {
    try {
      byte[] data = Bytes.encode(content);
      writer.put(entry.build());
      writer.write(data, 0, data.length);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TarEntry.Builder entry(Kind kind, String name) {
    return TarEntry.of(kind, Bytes.encode(name)).mode(0755).time(1_000_000_000, 500);
  }

  Archive file(String name, String content) {
    return add(entry(Kind.FILE, name).mode(0644).size(Bytes.encode(content).length), content);
  }

  Archive directory(String name) {
    return add(entry(Kind.DIRECTORY, name), "");
  }

  Archive symlink(String name, String target) {
    return add(entry(Kind.SYMBOLIC_LINK, name).link(Bytes.encode(target)), "");
  }

  Archive link(String name, String target) {
    return add(entry(Kind.HARD_LINK, name).link(Bytes.encode(target)), "");
  }

  byte[] bytes() {
    try {
      writer.end();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }

  static Digest diffId(byte[] archive) {
    return Digest.of(archive);
  }
}
