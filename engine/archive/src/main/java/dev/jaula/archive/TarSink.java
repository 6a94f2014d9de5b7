package dev.jaula.archive;

import dev.jaula.image.ImageException;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarEntry.Kind;
import dev.jaula.layer.TarWriter;
import dev.jaula.linux.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A tar archive, with the times of all files at the epoch. */
final class TarSink implements Sink {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final TarWriter tar;

  TarSink(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.tar = new TarWriter(this.out);
  }

  @Override
  public void begin() throws IOException {
    for (String folder : new String[] {"blobs/", "blobs/sha256/"}) {
      tar.put(TarEntry.of(Kind.DIRECTORY, Bytes.encode(folder)).mode(0755).build());
    }
  }

  @Override
  public void file(String path, long size, Content content) throws IOException {
    tar.put(TarEntry.of(Kind.FILE, Bytes.encode(path)).mode(0644).size(size).build());
    byte[] buffer = new byte[BUFFER];
    long left = size;
    try (InputStream in = content.open()) {
      while (left > 0) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          throw new ImageException(path + " became shorter while it was written");
        }
        tar.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  @Override
  public void end() throws IOException {
    tar.end();
    out.flush();
  }
}
