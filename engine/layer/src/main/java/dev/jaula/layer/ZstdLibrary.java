package dev.jaula.layer;

import static java.lang.foreign.ValueLayout.ADDRESS;
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

/** The machine's {@code libzstd.so.1} (zstd.h, "Streaming"). */
@SuppressWarnings("restricted")
final class ZstdLibrary {
  /** Null where it is not installed. */
  static final @Nullable ZstdLibrary LOADED = load();

  static final int LEVEL = 100;
  static final int CHECKSUM = 201;
  static final int WINDOW_LOG_MAX = 100;

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup lookup;
  final MethodHandle makeDecoder;
  final MethodHandle freeDecoder;
  final MethodHandle decode;
  final MethodHandle setDecoder;
  final MethodHandle makeEncoder;
  final MethodHandle freeEncoder;
  final MethodHandle encode;
  final MethodHandle setEncoder;
  private final MethodHandle isError;
  private final MethodHandle errorName;

  private ZstdLibrary() {
    lookup = SymbolLookup.libraryLookup("libzstd.so.1", Arena.global());
    FunctionDescriptor make = FunctionDescriptor.of(ADDRESS);
    FunctionDescriptor free = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    FunctionDescriptor set = FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);
    makeDecoder = handle("ZSTD_createDCtx", make);
    freeDecoder = handle("ZSTD_freeDCtx", free);
    decode =
        handle(
            "ZSTD_decompressStream", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS));
    setDecoder = handle("ZSTD_DCtx_setParameter", set);
    makeEncoder = handle("ZSTD_createCCtx", make);
    freeEncoder = handle("ZSTD_freeCCtx", free);
    encode =
        handle(
            "ZSTD_compressStream2",
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
    setEncoder = handle("ZSTD_CCtx_setParameter", set);
    isError = handle("ZSTD_isError", FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    errorName = handle("ZSTD_getErrorName", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
  }

  private MethodHandle handle(String name, FunctionDescriptor shape) {
    return linker.downcallHandle(lookup.find(name).orElseThrow(), shape);
  }

  private static @Nullable ZstdLibrary load() {
    try {
      return new ZstdLibrary();
    } catch (IllegalArgumentException | java.util.NoSuchElementException absent) {
      return null;
    }
  }

  MemorySegment make(MethodHandle maker) {
    try {
      return (MemorySegment) maker.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void free(MethodHandle freer, MemorySegment context) {
    try {
      long _ = (long) freer.invokeExact(context);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  void set(MethodHandle setter, MemorySegment context, int parameter, int value)
      throws IOException {
    long answer;
    try {
      answer = (long) setter.invokeExact(context, parameter, value);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    check(answer);
  }

  long decode(MemorySegment context, MemorySegment out, MemorySegment in) throws IOException {
    long answer;
    try {
      answer = (long) decode.invokeExact(context, out, in);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return check(answer);
  }

  long encode(MemorySegment context, MemorySegment out, MemorySegment in, int directive)
      throws IOException {
    long answer;
    try {
      answer = (long) encode.invokeExact(context, out, in, directive);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return check(answer);
  }

  private long check(long answer) throws IOException {
    try {
      if ((int) isError.invokeExact(answer) != 0) {
        MemorySegment name = (MemorySegment) errorName.invokeExact(answer);
        throw new IOException("zstd: " + name.reinterpret(256).getString(0));
      }
      return answer;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
