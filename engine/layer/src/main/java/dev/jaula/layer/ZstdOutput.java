package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Writes one zstd frame by the machine's library. */
final class ZstdOutput extends OutputStream {
  private static final int BUFFER = 128 * 1024;
  private static final int SIZE = 8;
  private static final int POSITION = 16;
  private static final int CONTINUE = 0;
  private static final int END = 2;

  private final OutputStream out;
  private final ZstdLibrary library;
  private final Arena arena = Arena.ofShared();
  private final byte[] heap = new byte[BUFFER];
  private final MemorySegment input = arena.allocate(BUFFER);
  private final MemorySegment output = arena.allocate(BUFFER);
  private final MemorySegment from = arena.allocate(24, 8);
  private final MemorySegment to = arena.allocate(24, 8);
  private final MemorySegment context;
  private boolean closed;

  ZstdOutput(OutputStream out, ZstdLibrary library, int level) throws IOException {
    this.out = out;
    this.library = library;
    context = library.make(library.makeEncoder);
    library.set(library.setEncoder, context, ZstdLibrary.LEVEL, level);
    library.set(library.setEncoder, context, ZstdLibrary.CHECKSUM, 1);
    from.set(ADDRESS, 0, input);
    to.set(ADDRESS, 0, output);
  }

  /** By the machine's library where it is there, else by zstd-jni. */
  static OutputStream open(OutputStream out, int level) throws IOException {
    ZstdLibrary library = ZstdLibrary.LOADED;
    return library == null ? ZstdJni.compress(out, level) : new ZstdOutput(out, library, level);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] array, int offset, int count) throws IOException {
    for (int at = 0; at < count; at += BUFFER) {
      int n = Math.min(BUFFER, count - at);
      MemorySegment.copy(array, offset + at, input, JAVA_BYTE, 0, n);
      from.set(JAVA_LONG, SIZE, n);
      from.set(JAVA_LONG, POSITION, 0);
      while (from.get(JAVA_LONG, POSITION) < n) {
        step(CONTINUE);
      }
    }
  }

  /** One call; what came out is written. Returns what is still inside, at least. */
  private long step(int directive) throws IOException {
    to.set(JAVA_LONG, SIZE, BUFFER);
    to.set(JAVA_LONG, POSITION, 0);
    long inside = library.encode(context, to, from, directive);
    int n = (int) to.get(JAVA_LONG, POSITION);
    MemorySegment.copy(output, JAVA_BYTE, 0, heap, 0, n);
    out.write(heap, 0, n);
    return inside;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      from.set(JAVA_LONG, SIZE, 0);
      from.set(JAVA_LONG, POSITION, 0);
      long inside;
      do {
        inside = step(END);
      } while (inside != 0);
    } finally {
      library.free(library.freeEncoder, context);
      arena.close();
    }
  }
}
