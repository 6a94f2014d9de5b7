package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** The machine's {@code liblzma.so.5} (lzma/base.h, lzma/container.h), the decoder of it. */
@SuppressWarnings("restricted")
final class XzLibrary {
  /** Null where it is not installed. */
  static final @Nullable XzLibrary LOADED = load();

  /** Bytes of a lzma_stream, whose fields are at these offsets. */
  static final int STREAM = 136;

  static final int NEXT_IN = 0;
  static final int AVAILABLE_IN = 8;
  static final int NEXT_OUT = 24;
  static final int AVAILABLE_OUT = 32;

  static final int RUN = 0;
  static final int FINISH = 3;

  static final int OK = 0;
  static final int STREAM_END = 1;

  private static final int CONCATENATED = 0x08;

  private final MethodHandle decoder;
  private final MethodHandle code;
  private final MethodHandle end;

  private XzLibrary() {
    SymbolLookup lookup = SymbolLookup.libraryLookup("liblzma.so.5", Arena.global());
    Linker linker = Linker.nativeLinker();
    decoder =
        linker.downcallHandle(
            lookup.find("lzma_stream_decoder").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    code =
        linker.downcallHandle(
            lookup.find("lzma_code").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    end =
        linker.downcallHandle(
            lookup.find("lzma_end").orElseThrow(), FunctionDescriptor.ofVoid(ADDRESS));
  }

  private static @Nullable XzLibrary load() {
    try {
      return new XzLibrary();
    } catch (IllegalArgumentException | java.util.NoSuchElementException absent) {
      return null;
    }
  }

  /** Makes a zeroed stream a decoder of one .xz stream or many; limit in bytes of memory. */
  int decoder(MemorySegment stream, long limit) {
    try {
      return (int) decoder.invokeExact(stream, limit, CONCATENATED);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  int code(MemorySegment stream, int action) {
    try {
      return (int) code.invokeExact(stream, action);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void end(MemorySegment stream) {
    try {
      end.invokeExact(stream);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
