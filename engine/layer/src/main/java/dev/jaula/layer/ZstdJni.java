package dev.jaula.layer;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** zstd-jni, which unpacks its library into a temporary file: only where the machine has none. */
final class ZstdJni {
  private ZstdJni() {}

  static InputStream decompress(InputStream in) throws IOException {
    return new ZstdInputStream(in).setContinuous(false);
  }

  static OutputStream compress(OutputStream out, int level) throws IOException {
    return new ZstdOutputStream(out, level).setChecksum(true);
  }
}
