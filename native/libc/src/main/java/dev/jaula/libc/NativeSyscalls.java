package dev.jaula.libc;

import dev.jaula.linux.Errno;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Syscalls;
import org.jspecify.annotations.Nullable;
import org.teavm.interop.Address;

/**
 * {@link Syscalls} of the native host: libc's {@code syscall} and raw addresses, inlined to C by
 * TeaVM.
 */
public final class NativeSyscalls implements Syscalls {
  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    long result = Libc.syscall(number, a, b, c, d, e, f);
    return result == -1 ? -Libc.errno() : result;
  }

  @Override
  public long allocate(int bytes) {
    @Nullable Address block = Libc.calloc(1, bytes);
    if (block == null) {
      throw new LinuxException("allocate", bytes + " bytes", Errno.ENOMEM);
    }
    return block.toLong();
  }

  @Override
  public byte getByte(long address) {
    return Address.fromLong(address).getByte();
  }

  @Override
  public void putByte(long address, byte value) {
    Address.fromLong(address).putByte(value);
  }

  @Override
  public short getShort(long address) {
    return Address.fromLong(address).getShort();
  }

  @Override
  public void putShort(long address, short value) {
    Address.fromLong(address).putShort(value);
  }

  @Override
  public int getInt(long address) {
    return Address.fromLong(address).getInt();
  }

  @Override
  public void putInt(long address, int value) {
    Address.fromLong(address).putInt(value);
  }

  @Override
  public long getLong(long address) {
    return Address.fromLong(address).getLong();
  }

  @Override
  public void putLong(long address, long value) {
    Address.fromLong(address).putLong(value);
  }

  @Override
  public void copyIn(byte[] from, int offset, long to, int length) {
    // the address of a heap array is valid until the next allocation: it is used at once
    Address.moveMemoryBlock(Address.ofData(from).add(offset), Address.fromLong(to), length);
  }

  @Override
  public void copyOut(long from, byte[] to, int offset, int length) {
    Address.moveMemoryBlock(Address.fromLong(from), Address.ofData(to).add(offset), length);
  }

  @Override
  public void zero(long address, int length) {
    Address.fillZero(Address.fromLong(address), length);
  }

  @Override
  public long arguments() {
    return Libc.argv().toLong();
  }

  @Override
  public long environment() {
    return Libc.environ().toLong();
  }
}
