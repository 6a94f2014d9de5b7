package dev.jaula.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** xz by its Java library, loaded only where something is xz. */
final class Xz {
  /** So much a dictionary may want: what xz -9 makes needs 65 MiB. */
  private static final int MEMORY_KIB = 128 * 1024;

  private Xz() {}

  static InputStream decompress(InputStream in) throws IOException {
    return XzInput.open(in, MEMORY_KIB);
  }

  static OutputStream compress(OutputStream out, int level) throws IOException {
    return new XZOutputStream(out, new LZMA2Options(level));
  }
}
