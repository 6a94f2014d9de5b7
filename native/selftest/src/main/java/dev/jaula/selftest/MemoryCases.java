package dev.jaula.selftest;

import dev.jaula.linux.Kernel;
import dev.jaula.linux.Memory;
import dev.jaula.linux.Syscalls;
import java.util.List;

/** Memory for the kernel through the host's own {@link Syscalls}. */
final class MemoryCases {
  private MemoryCases() {}

  static void addTo(Suite suite, Syscalls syscalls) {
    Memory memory = new Kernel(syscalls).memory();
    suite.add("widths", () -> widths(syscalls, memory));
    suite.add("zeroed", () -> zeroed(syscalls, memory));
    suite.add("c strings", () -> strings(memory));
    suite.add("nul refused", () -> memory.string("a\0b"));
    suite.add("vector", () -> vector(syscalls, memory));
    suite.add("copies under garbage", () -> copies(syscalls, memory));
  }

  private static String widths(Syscalls s, Memory memory) {
    long at = memory.zeroed(64);
    s.putLong(at, 0x1122334455667788L);
    s.putByte(at + 8, (byte) -1);
    s.putShort(at + 10, (short) -2);
    s.putInt(at + 12, -3);
    return s.getInt(at)
        + " "
        + s.getByte(at + 8)
        + " "
        + s.getShort(at + 10)
        + " "
        + s.getInt(at + 12)
        + " "
        + s.getByte(at + 9)
        + " "
        + s.getLong(at + 8)
        + " "
        + at % 16;
  }

  private static int zeroed(Syscalls s, Memory memory) {
    int sum = 0;
    for (int i = 0; i < 200; i++) {
      long mark = memory.mark();
      long at = memory.zeroed(i * 10);
      for (int k = 0; k < i * 10; k++) {
        sum += s.getByte(at + k);
        s.putByte(at + k, (byte) 1);
      }
      if (i % 2 == 0) {
        memory.release(mark);
      }
    }
    return sum;
  }

  private static String strings(Memory memory) {
    return memory.read(memory.string("plain"))
        + memory.read(memory.string("caf\u00e9 \udc80 \u4e2d"))
        + memory.read(memory.string("")).length();
  }

  private static String vector(Syscalls s, Memory memory) {
    long at = memory.vector(List.of("a", "bc", ""));
    return memory.read(s.getLong(at)) + memory.read(s.getLong(at + 8)) + s.getLong(at + 24);
  }

  private static int copies(Syscalls s, Memory memory) {
    long at = memory.zeroed(512);
    int hash = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] out = new byte[1 + i % 300];
      java.util.Arrays.fill(out, (byte) i);
      s.copyIn(out, i % out.length, at, out.length - i % out.length);
      byte[] in = new byte[out.length];
      s.copyOut(at, in, i % out.length, out.length - i % out.length);
      hash = hash * 31 + java.util.Arrays.hashCode(in);
    }
    return hash;
  }
}
