package dev.jaula.host;

import dev.jaula.linux.Syscalls;

/**
 * The text that a filter was compiled from, where its name in the cache does not say all of it: an
 * engine gives the same profile with every container, and to read it as JSON takes ten times as
 * long as to compare it.
 */
public final class FilterSource {
  /** Names of texts begin so; other names say by themselves what they were compiled from. */
  static final String PREFIX = "text-";

  static final FilterSource NONE = new FilterSource(new byte[0], 0, 0);

  private final byte[] data;
  private final int from;
  private final int length;

  /** What lies from an offset, included, to another, excluded. */
  public FilterSource(byte[] data, int from, int to) {
    this.data = data;
    this.from = from;
    this.length = to - from;
  }

  /** The name of the text; two texts may share one. */
  public String key() {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ data[i]) * 0x100000001b3L;
    }
    return PREFIX + Long.toHexString(hash);
  }

  int length() {
    return length;
  }

  void copyTo(byte[] file, int at) {
    System.arraycopy(data, from, file, at, length);
  }

  boolean isAt(Syscalls memory, long address) {
    byte[] text = new byte[length];
    memory.copyOut(address, text, 0, length);
    for (int i = 0; i < length; i++) {
      if (text[i] != data[from + i]) {
        return false;
      }
    }
    return true;
  }
}
