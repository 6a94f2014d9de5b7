package dev.jaula.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where the files of an archive go. */
interface Sink {
  /** A file's bytes. */
  interface Content {
    InputStream open() throws IOException;
  }

  void begin() throws IOException;

  void file(String path, long size, Content content) throws IOException;

  default void file(String path, byte[] bytes) throws IOException {
    file(path, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  void end() throws IOException;
}
