package dev.jaula.fake;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory half of a kernel for tests on the JVM: one buffer, little-endian as x86-64. What is
 * asked of the kernel is the test's own affair.
 */
public abstract class FakeMemory implements Syscalls {
  private final ByteBuffer memory = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
  private int next = 16;

  @Override
  public long allocate(int bytes) {
    int block = next;
    next += (bytes + 15) & ~15;
    return block;
  }

  /** The C string at an address. */
  public final String text(long address) {
    int end = (int) address;
    while (memory.get(end) != 0) {
      end++;
    }
    return text(address, end - (int) address);
  }

  protected final String text(long address, int length) {
    byte[] data = new byte[length];
    copyOut(address, data, 0, length);
    return Bytes.decode(data);
  }

  @Override
  public byte getByte(long address) {
    return memory.get((int) address);
  }

  @Override
  public void putByte(long address, byte value) {
    memory.put((int) address, value);
  }

  @Override
  public short getShort(long address) {
    return memory.getShort((int) address);
  }

  @Override
  public void putShort(long address, short value) {
    memory.putShort((int) address, value);
  }

  @Override
  public int getInt(long address) {
    return memory.getInt((int) address);
  }

  @Override
  public void putInt(long address, int value) {
    memory.putInt((int) address, value);
  }

  @Override
  public long getLong(long address) {
    return memory.getLong((int) address);
  }

  @Override
  public void putLong(long address, long value) {
    memory.putLong((int) address, value);
  }

  @Override
  public void copyIn(byte[] from, int offset, long to, int length) {
    memory.put((int) to, from, offset, length);
  }

  @Override
  public void copyOut(long from, byte[] to, int offset, int length) {
    memory.get((int) from, to, offset, length);
  }

  @Override
  public void zero(long address, int length) {
    memory.put((int) address, new byte[length]);
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
