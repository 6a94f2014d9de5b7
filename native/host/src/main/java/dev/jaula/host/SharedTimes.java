package dev.jaula.host;

import dev.jaula.linux.Ascii;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Memory;
import dev.jaula.linux.Syscalls;
import dev.jaula.perform.Machine;

/**
 * Times of steps in memory that the caller and init share. Each process has a part of its own, so
 * no lock is needed: a count, then entries of the time, the time in the kernel, and the name.
 */
final class SharedTimes {
  private static final int PART = 64 * 1024;
  private static final int ENTRY = 64;
  private static final int MOST = PART / ENTRY - 2;
  private static final int NAME = 47;

  private final Machine machine;
  private final Kernel kernel;
  private final Syscalls memory;
  private final long base;
  private final int caller;
  private final long begin;
  private long worked;

  SharedTimes(Machine machine) {
    this.machine = machine;
    this.kernel = machine.kernel();
    this.memory = kernel.syscalls();
    this.base = kernel.shared(2 * PART);
    this.caller = machine.processes().id();
    kernel.measure();
    this.begin = kernel.now();
  }

  /** A step begins in this process. */
  void add(String name) {
    long part = machine.processes().id() == caller ? base : base + PART;
    int count = memory.getInt(part);
    if (count >= MOST) {
      return;
    }
    long entry = part + ENTRY + (long) ENTRY * count;
    memory.putLong(entry, kernel.now());
    memory.putLong(entry + 8, kernel.timeInCalls());
    for (int i = 0; i < Math.min(NAME, name.length()); i++) {
      memory.putByte(entry + 16 + i, (byte) name.charAt(i));
    }
    memory.putInt(part, count + 1);
  }

  /**
   * A row for each step: name, microseconds, of which in the kernel; then the total since the
   * beginning.
   */
  String table(int nameWidth, int numberWidth) {
    long end = kernel.now();
    StringBuilder text = new StringBuilder();
    long inKernel = rows(text, base, endOfCaller(), nameWidth, numberWidth);
    inKernel += rows(text, base + PART, end, nameWidth, numberWidth);
    long total = end - begin;
    text.append(Ascii.pad("total", nameWidth)).append(Ascii.pad(micros(total), numberWidth));
    text.append(micros(inKernel)).append(" (");
    // both processes work at the same time, so the share is of what they worked together
    return text.append(inKernel * 100 / Math.max(1, worked)).append(" %)\n").toString();
  }

  /** The caller's last step is done when init goes on: with its first step, or after its wait. */
  private long endOfCaller() {
    long part = base + PART;
    for (int i = 0; i + 1 < memory.getInt(part); i++) {
      long entry = part + ENTRY + (long) ENTRY * i;
      if (new Memory(memory).read(entry + 16).equals("AwaitMaps")) {
        return memory.getLong(entry + ENTRY);
      }
    }
    return memory.getLong(part + ENTRY);
  }

  private long rows(StringBuilder text, long part, long end, int nameWidth, int numberWidth) {
    int count = memory.getInt(part);
    long all = 0;
    for (int i = 0; i < count; i++) {
      long entry = part + ENTRY + (long) ENTRY * i;
      boolean last = i == count - 1;
      long time = (last ? end : memory.getLong(entry + ENTRY)) - memory.getLong(entry);
      // the last call of each part does not return before the end, so all of its time is the
      // kernel's
      long calls = last ? time : memory.getLong(entry + ENTRY + 8) - memory.getLong(entry + 8);
      all += calls;
      worked += time;
      text.append(Ascii.pad(new Memory(memory).read(entry + 16), nameWidth));
      text.append(Ascii.pad(micros(time), numberWidth)).append(micros(calls)).append('\n');
    }
    return all;
  }

  private static String micros(long nanos) {
    return String.valueOf(nanos / 1000);
  }
}
