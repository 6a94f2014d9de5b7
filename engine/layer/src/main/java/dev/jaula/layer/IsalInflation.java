package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Intel's ISA-L, twice as fast as zlib, where {@code libisal.so.2} is installed. The layout is that
 * of {@code struct inflate_state} in igzip_lib.h; a short stream is tried at first, and a library
 * with another layout is not used.
 */
@SuppressWarnings("restricted")
final class IsalInflation implements Inflation {
  private static final int STATE = 128 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final int NEXT_OUT = 0;
  private static final int AVAIL_OUT = 8;
  private static final int NEXT_IN = 16;
  private static final int READ_IN = 24;
  private static final int AVAIL_IN = 32;
  private static final int READ_IN_LENGTH = 36;
  private static final int BLOCK_STATE = 21160;
  private static final int FINISH = 5;
  private static final int END_INPUT = 1;

  private final Library library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE, 16);
  private final MemorySegment in = arena.allocate(BUFFER);
  private final MemorySegment out = arena.allocate(BUFFER);
  private byte[] source = new byte[0];
  private int position;
  private int end;

  private IsalInflation(Library library) {
    this.library = library;
    reset();
  }

  /** Null where the library is not there, or is another. */
  static @Nullable Inflation open() {
    Library library = Library.LOADED;
    return library == null ? null : new IsalInflation(library);
  }

  @Override
  public void reset() {
    try {
      library.init.invokeExact(state);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    position = end;
  }

  @Override
  public boolean needsInput() {
    return position == end && state.get(JAVA_INT, AVAIL_IN) == 0;
  }

  @Override
  public void input(byte[] from, int offset, int length) {
    source = from;
    position = offset;
    end = offset + length;
  }

  @Override
  public int inflate(byte[] to, int offset, int length) throws IOException {
    if (state.get(JAVA_INT, AVAIL_IN) == 0 && position < end) {
      int n = Math.min(BUFFER, end - position);
      MemorySegment.copy(source, position, in, JAVA_BYTE, 0, n);
      position += n;
      state.set(ADDRESS, NEXT_IN, in);
      state.set(JAVA_INT, AVAIL_IN, n);
    }
    int room = Math.min(BUFFER, length);
    state.set(ADDRESS, NEXT_OUT, out);
    state.set(JAVA_INT, AVAIL_OUT, room);
    int answer;
    try {
      answer = (int) library.inflate.invokeExact(state);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    // ISAL_END_INPUT alone says that it wants more
    if (answer != 0 && answer != END_INPUT) {
      throw new IOException("gzip: invalid deflate data (" + answer + ")");
    }
    int n = room - state.get(JAVA_INT, AVAIL_OUT);
    MemorySegment.copy(out, JAVA_BYTE, 0, to, offset, n);
    return n;
  }

  @Override
  public boolean ended() {
    return state.get(JAVA_INT, BLOCK_STATE) == FINISH;
  }

  @Override
  public byte[] rest() {
    int bits = state.get(JAVA_INT, READ_IN_LENGTH);
    long kept = state.get(JAVA_LONG, READ_IN) >>> (bits & 7);
    int ahead = bits >> 3;
    int unread = state.get(JAVA_INT, AVAIL_IN);
    byte[] rest = new byte[ahead + unread + end - position];
    for (int i = 0; i < ahead; i++) {
      rest[i] = (byte) (kept >>> 8 * i);
    }
    long from = state.get(ADDRESS, NEXT_IN).address() - in.address();
    if (unread > 0) {
      MemorySegment.copy(in, JAVA_BYTE, from, rest, ahead, unread);
    }
    System.arraycopy(source, position, rest, ahead + unread, end - position);
    return rest;
  }

  @Override
  public void close() {
    arena.close();
  }

  private record Library(MethodHandle init, MethodHandle inflate) {
    static final @Nullable Library LOADED = load();

    private static @Nullable Library load() {
      try {
        SymbolLookup lookup = SymbolLookup.libraryLookup("libisal.so.2", Arena.global());
        Linker linker = Linker.nativeLinker();
        Library library =
            new Library(
                linker.downcallHandle(
                    lookup.find("isal_inflate_init").orElseThrow(),
                    FunctionDescriptor.ofVoid(ADDRESS)),
                linker.downcallHandle(
                    lookup.find("isal_inflate").orElseThrow(),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS)));
        return fits(library) ? library : null;
      } catch (Throwable absent) {
        return null;
      }
    }

    /** Whether a stream of the three bytes "abc", stored, followed by two others is understood. */
    private static boolean fits(Library library) throws IOException {
      byte[] stream = {1, 3, 0, (byte) 0xfc, (byte) 0xff, 'a', 'b', 'c', 'y', 'z'};
      try (IsalInflation trial = new IsalInflation(library)) {
        byte[] to = new byte[8];
        boolean early = trial.ended();
        trial.input(stream, 0, stream.length);
        int n = trial.inflate(to, 0, to.length);
        byte[] rest = n == 3 && !early && trial.ended() ? trial.rest() : new byte[0];
        return to[2] == 'c' && rest.length == 2 && rest[0] == 'y' && rest[1] == 'z';
      }
    }
  }
}
