package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;

/** A blob's bytes, to be read as often as a push takes. */
@FunctionalInterface
public interface BlobSource {
  /** The bytes from an offset on; the caller closes the stream. */
  InputStream open(long offset) throws IOException;
}
