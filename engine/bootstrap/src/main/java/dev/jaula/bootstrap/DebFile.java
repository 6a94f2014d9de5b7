package dev.jaula.bootstrap;

import dev.jaula.layer.Compression;
import dev.jaula.layer.Limits;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** A package file: what dpkg needs to know of it, then its files as a stream (man 5 deb). */
final class DebFile implements AutoCloseable {
  private static final int CONTROL_LIMIT = 32 << 20;

  private final InputStream file;
  private final InputStream data;
  private final TreeMap<String, byte[]> control = new TreeMap<>();

  private DebFile(InputStream file) throws IOException {
    this.file = file;
    ArReader ar = new ArReader(file);
    InputStream found = null;
    for (String name = ar.next(); name != null && found == null; ) {
      if (name.startsWith("control.tar")) {
        readControl(ar.content());
      } else if (name.startsWith("data.tar")) {
        found = Compression.decompress(ar.content(), Limits.USUAL);
        break;
      }
      name = ar.next();
    }
    if (found == null || !control.containsKey("control")) {
      throw new IOException("it has no control.tar or no data.tar");
    }
    data = found;
  }

  /** Opens a package and reads its control archive. */
  static DebFile open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 256 * 1024);
    try {
      return new DebFile(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private void readControl(InputStream member) throws IOException {
    try (InputStream plain = Compression.decompress(member, Limits.ofBytes(CONTROL_LIMIT))) {
      TarReader tar = new TarReader(plain);
      for (TarEntry e = tar.next(); e != null; e = tar.next()) {
        String name = e.text();
        name = name.startsWith("./") ? name.substring(2) : name;
        if (e.kind() == TarEntry.Kind.FILE && !name.isEmpty() && name.indexOf('/') < 0) {
          control.put(name, tar.content().readAllBytes());
        }
      }
    }
  }

  /** The files of the control archive by name: control, postinst, conffiles ... */
  SortedMap<String, byte[]> control() {
    return control;
  }

  /** One of them as text; empty when it is not there. */
  String text(String name) {
    byte[] bytes = control.get(name);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** The package's files, a plain tar archive. */
  InputStream data() {
    return data;
  }

  @Override
  public void close() throws IOException {
    data.close();
    file.close();
  }
}
