package dev.jaula.linux;

import java.util.List;

/**
 * Memory for the kernel: a bump arena outside the Java heap, because the collector moves heap
 * objects. Blocks are zeroed and 16-byte aligned. A loop that runs for long takes a {@link #mark}
 * and gives it back.
 */
public final class Memory {
  private static final int CHUNK = 64 * 1024;

  private final Syscalls syscalls;
  private final char[] characters = new char[512];
  private final byte[] octets = new byte[512];
  private long next;
  private long end;
  private long clean;

  public Memory(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  public long zeroed(int size) {
    int rounded = (size + 15) & ~15;
    if (next + rounded > end) {
      int chunk = Math.max(rounded, CHUNK);
      next = syscalls.allocate(chunk);
      end = next + chunk;
      clean = next;
    }
    long block = next;
    next += rounded;
    // what was never handed out is zero as it came, and its pages need not be touched
    if (block < clean) {
      syscalls.zero(block, (int) (Math.min(next, clean) - block));
    }
    clean = Math.max(clean, next);
    return block;
  }

  /**
   * A place to come back to with {@link #release}; valid only while no larger chunk was needed in
   * between.
   */
  public long mark() {
    return next;
  }

  /** Gives back everything allocated since the mark, when it lies in the chunk that is in use. */
  public void release(long mark) {
    if (mark <= next && mark > end - CHUNK) {
      next = mark;
    }
  }

  /** A NUL-terminated copy. A NUL inside would silently cut the string, so it is refused. */
  public long string(String text) {
    int length = text.length();
    if (length > characters.length) {
      return encoded(text);
    }
    char[] from = characters;
    byte[] to = octets;
    text.getChars(0, length, from, 0);
    for (int i = 0; i < length; i++) {
      char c = from[i];
      if (c == 0 || c >= 0x80) {
        return encoded(text);
      }
      to[i] = (byte) c;
    }
    long block = zeroed(length + 1);
    syscalls.copyIn(to, 0, block, length);
    return block;
  }

  private long encoded(String text) {
    byte[] data = Bytes.encode(text);
    for (byte b : data) {
      if (b == 0) {
        throw new IllegalArgumentException(
            "NUL in \"" + text.substring(0, text.indexOf('\0')) + "\"");
      }
    }
    long block = zeroed(data.length + 1);
    syscalls.copyIn(data, 0, block, data.length);
    return block;
  }

  public long bytes(byte[] data) {
    long block = zeroed(data.length);
    syscalls.copyIn(data, 0, block, data.length);
    return block;
  }

  /** A null-terminated {@code char*[]}. */
  public long vector(List<String> strings) {
    long block = zeroed((strings.size() + 1) * 8);
    for (int i = 0; i < strings.size(); i++) {
      syscalls.putLong(block + 8L * i, string(strings.get(i)));
    }
    return block;
  }

  /** The C string at an address. */
  public String read(long address) {
    int length = 0;
    while (syscalls.getByte(address + length) != 0) {
      length++;
    }
    return read(address, length);
  }

  public String read(long address, int length) {
    return Bytes.decode(copy(address, length));
  }

  public byte[] copy(long address, int length) {
    byte[] data = new byte[length];
    syscalls.copyOut(address, data, 0, length);
    return data;
  }
}
