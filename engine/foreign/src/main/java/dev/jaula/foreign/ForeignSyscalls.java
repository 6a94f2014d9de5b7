package dev.jaula.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.jaula.linux.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * This machine's kernel, by the C library's syscall(3). Any thread may call it; a thread has an
 * errno of its own.
 */
@SuppressWarnings("restricted")
public final class ForeignSyscalls implements Syscalls {
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("syscall").orElseThrow(),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.firstVariadicArg(1),
          Linker.Option.captureCallState("errno"));

  private final ThreadLocal<MemorySegment> state =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(16));

  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    try {
      MemorySegment errno = state.get();
      long result = (long) SYSCALL.invokeExact(errno, (long) number, a, b, c, d, e, f);
      return result == -1 ? -errno.get(JAVA_INT, 0) : result;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public long allocate(int bytes) {
    return Arena.global().allocate(bytes, 16).address();
  }

  @Override
  public byte getByte(long address) {
    return ALL.get(JAVA_BYTE, address);
  }

  @Override
  public void putByte(long address, byte value) {
    ALL.set(JAVA_BYTE, address, value);
  }

  @Override
  public short getShort(long address) {
    return ALL.get(JAVA_SHORT_UNALIGNED, address);
  }

  @Override
  public void putShort(long address, short value) {
    ALL.set(JAVA_SHORT_UNALIGNED, address, value);
  }

  @Override
  public int getInt(long address) {
    return ALL.get(JAVA_INT_UNALIGNED, address);
  }

  @Override
  public void putInt(long address, int value) {
    ALL.set(JAVA_INT_UNALIGNED, address, value);
  }

  @Override
  public long getLong(long address) {
    return ALL.get(JAVA_LONG_UNALIGNED, address);
  }

  @Override
  public void putLong(long address, long value) {
    ALL.set(JAVA_LONG_UNALIGNED, address, value);
  }

  @Override
  public void copyIn(byte[] from, int offset, long to, int length) {
    MemorySegment.copy(from, offset, ALL, JAVA_BYTE, to, length);
  }

  @Override
  public void copyOut(long from, byte[] to, int offset, int length) {
    MemorySegment.copy(ALL, JAVA_BYTE, from, to, offset, length);
  }

  @Override
  public void zero(long address, int length) {
    ALL.asSlice(address, length).fill((byte) 0);
  }

  @Override
  public long arguments() {
    throw new UnsupportedOperationException("argv");
  }

  @Override
  public long environment() {
    throw new UnsupportedOperationException("environ");
  }
}
