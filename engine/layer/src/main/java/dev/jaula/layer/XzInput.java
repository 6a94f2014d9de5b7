package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tukaani.xz.XZInputStream;

/** Reads .xz streams by the machine's library, which is four times as fast as Java under C1. */
final class XzInput extends InputStream {
  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  private final XzLibrary library;
  private final Arena arena = Arena.ofShared();
  private final byte[] heap = new byte[BUFFER];
  private final MemorySegment input = arena.allocate(BUFFER);
  private final MemorySegment output = arena.allocate(BUFFER);
  private final MemorySegment stream = arena.allocate(XzLibrary.STREAM, 8);
  private int action = XzLibrary.RUN;
  private boolean ended;
  private boolean closed;

  private XzInput(InputStream in, XzLibrary library, long memory) throws IOException {
    this.in = in;
    this.library = library;
    check(library.decoder(stream, memory));
  }

  /**
   * By the machine's library where it is there, else in Java.
   *
   * @param memoryKib what the decoder may take at most
   */
  static InputStream open(InputStream in, int memoryKib) throws IOException {
    XzLibrary library = XzLibrary.LOADED;
    return library == null
        ? new XZInputStream(in, memoryKib)
        : new XzInput(in, library, memoryKib * 1024L);
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
    stream.set(ADDRESS, XzLibrary.NEXT_OUT, output);
    stream.set(JAVA_LONG, XzLibrary.AVAILABLE_OUT, room);
    int n = 0;
    while (n == 0 && !ended) {
      if (stream.get(JAVA_LONG, XzLibrary.AVAILABLE_IN) == 0 && action == XzLibrary.RUN) {
        fill();
      }
      int answer = library.code(stream, action);
      n = room - (int) stream.get(JAVA_LONG, XzLibrary.AVAILABLE_OUT);
      ended = answer == XzLibrary.STREAM_END;
      if (!ended) {
        check(answer);
      }
    }
    MemorySegment.copy(output, JAVA_BYTE, 0, array, offset, n);
    return n == 0 ? -1 : n;
  }

  private void fill() throws IOException {
    int n = in.read(heap, 0, BUFFER);
    if (n <= 0) {
      action = XzLibrary.FINISH;
      return;
    }
    MemorySegment.copy(heap, 0, input, JAVA_BYTE, 0, n);
    stream.set(ADDRESS, XzLibrary.NEXT_IN, input);
    stream.set(JAVA_LONG, XzLibrary.AVAILABLE_IN, n);
  }

  private static void check(int answer) throws IOException {
    if (answer != XzLibrary.OK) {
      throw new IOException(
          switch (answer) {
            case 5 -> "xz: no memory";
            case 6 -> "xz: it wants more memory than is allowed";
            case 7, 8 -> "xz: a form that is not known";
            case 10 -> "xz: the stream ends in the middle";
            default -> "xz: the data is damaged";
          });
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      library.end(stream);
      arena.close();
      in.close();
    }
  }
}
