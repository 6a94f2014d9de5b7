package dev.jaula.archive;

import dev.jaula.image.Digest;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.layer.TarWriter;
import dev.jaula.linux.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An archive that is made entry by entry. */
final class Tar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TarWriter writer = new TarWriter(out);

  Tar file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Tar file(String name, byte[] content) {
    try {
      writer.put(
          TarEntry.of(Kind.FILE, Bytes.encode(name)).mode(0644).size(content.length).build());
      writer.write(content, 0, content.length);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tar link(Kind kind, String name, String target) {
    try {
      writer.put(TarEntry.of(kind, Bytes.encode(name)).link(Bytes.encode(target)).build());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tar blob(byte[] content) {
    return file("blobs/sha256/" + Digest.of(content).hex(), content);
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
}
