package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Reads zstd frames, skippable ones too (RFC 8878), by the machine's library. */
final class ZstdInput extends InputStream {
  private static final int BUFFER = 128 * 1024;
  private static final int SIZE = 8;
  private static final int POSITION = 16;

  /** A window of 128 MiB, what zstd(1) takes without being asked: more is an attack. */
  private static final int WINDOW = 27;

  private final InputStream in;
  private final ZstdLibrary library;
  private final Arena arena = Arena.ofShared();
  private final byte[] heap = new byte[BUFFER];
  private final MemorySegment input = arena.allocate(BUFFER);
  private final MemorySegment output = arena.allocate(BUFFER);
  private final MemorySegment from = arena.allocate(24, 8);
  private final MemorySegment to = arena.allocate(24, 8);
  private final MemorySegment context;
  private boolean betweenFrames = true;
  private boolean full;
  private boolean closed;

  ZstdInput(InputStream in, ZstdLibrary library) throws IOException {
    this.in = in;
    this.library = library;
    context = library.make(library.makeDecoder);
    library.set(library.setDecoder, context, ZstdLibrary.WINDOW_LOG_MAX, WINDOW);
    from.set(ADDRESS, 0, input);
    to.set(ADDRESS, 0, output);
  }

  /** By the machine's library where it is there, else by zstd-jni. */
  static InputStream open(InputStream in) throws IOException {
    ZstdLibrary library = ZstdLibrary.LOADED;
    return library == null ? ZstdJni.decompress(in) : new ZstdInput(in, library);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] array, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int room = Math.min(count, BUFFER);
    while (true) {
      // a full output may hide more that needs no further input
      if (!full && from.get(JAVA_LONG, POSITION) == from.get(JAVA_LONG, SIZE) && !fill()) {
        if (!betweenFrames) {
          throw new EOFException("zstd: the stream ends in the middle of a frame");
        }
        return -1;
      }
      to.set(JAVA_LONG, SIZE, room);
      to.set(JAVA_LONG, POSITION, 0);
      betweenFrames = library.decode(context, to, from) == 0;
      int n = (int) to.get(JAVA_LONG, POSITION);
      full = n == room && !betweenFrames;
      if (n > 0) {
        MemorySegment.copy(output, JAVA_BYTE, 0, array, offset, n);
        return n;
      }
    }
  }

  private boolean fill() throws IOException {
    int n = in.read(heap, 0, BUFFER);
    if (n <= 0) {
      return false;
    }
    MemorySegment.copy(heap, 0, input, JAVA_BYTE, 0, n);
    from.set(JAVA_LONG, SIZE, n);
    from.set(JAVA_LONG, POSITION, 0);
    return true;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      library.free(library.freeDecoder, context);
      arena.close();
      in.close();
    }
  }
}
