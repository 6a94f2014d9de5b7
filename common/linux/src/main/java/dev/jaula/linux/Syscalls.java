package dev.jaula.linux;

/**
 * The seam between Java and the machine: raw system calls and raw memory.
 *
 * <p>The native host binds it to libc's {@code syscall}, a JVM to {@code java.lang.foreign}, tests
 * to a fake kernel. It is injected by constructor; nothing below it knows which host it runs on.
 * Addresses are plain longs and valid until the process ends; numbers and structures are those of
 * x86-64 (man 2 syscalls).
 */
public interface Syscalls {
  /**
   * Performs one system call; returns its result, or {@code -errno}. Never throws, never retries.
   */
  long call(int number, long a, long b, long c, long d, long e, long f);

  /** Zeroed memory that the collector does not move; it is never freed. */
  long allocate(int bytes);

  byte getByte(long address);

  void putByte(long address, byte value);

  short getShort(long address);

  void putShort(long address, short value);

  int getInt(long address);

  void putInt(long address, int value);

  long getLong(long address);

  void putLong(long address, long value);

  /** Copies from the Java heap to raw memory. */
  void copyIn(byte[] from, int offset, long to, int length);

  /** Copies from raw memory to the Java heap. */
  void copyOut(long from, byte[] to, int offset, int length);

  /** Fills raw memory with zeros. */
  void zero(long address, int length);

  /** The address of {@code argv}: pointers to C strings, ended by a null pointer. */
  long arguments();

  /** The address of {@code environ}, shaped as {@link #arguments}. */
  long environment();
}
