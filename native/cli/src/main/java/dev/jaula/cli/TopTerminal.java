package dev.jaula.cli;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import dev.jaula.see.Keys;
import dev.jaula.see.Painter;
import java.util.List;

/** The terminal while {@code jaula top} has it; closing gives it back as it was. */
final class TopTerminal implements AutoCloseable {
  private static final int[] ENDING = {
    Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP, Signals.SIGQUIT
  };
  private static final int BLOCK = 256;

  /**
   * What happened.
   *
   * @param signal that asks to end; 0 for none
   * @param due whether it is time for a reading
   */
  record Event(int signal, boolean resized, boolean due, List<Integer> keys) {}

  private final Machine machine;
  private final Fd signals;
  private final byte[] before;
  private final byte[] block = new byte[BLOCK];
  private long next;

  TopTerminal(Machine machine) {
    this.machine = machine;
    long mask = 1L << (Signals.SIGWINCH - 1);
    for (int signal : ENDING) {
      mask |= 1L << (signal - 1);
    }
    machine.signals().setMask(mask);
    this.signals = machine.signals().open(mask);
    this.before = machine.terminals().makeRaw(0);
    write(Painter.ENTER);
  }

  void write(String text) {
    if (!text.isEmpty()) {
      machine.files().print(1, text);
    }
  }

  /** {rows, columns}; 24 and 80 where the terminal does not tell. */
  int[] size() {
    int[] size = machine.terminals().size(1);
    return size == null || size[0] == 0 || size[1] == 0 ? new int[] {24, 80} : size;
  }

  /** Waits for a key, a signal, or the end of the interval since the last reading. */
  Event await(long intervalMillis) {
    long now = machine.processes().time(1) / 1_000_000;
    if (next == 0) {
      next = now + intervalMillis;
    }
    int[] ready = new int[2];
    machine
        .signals()
        .poll(
            new int[] {0, signals.number()},
            new int[] {Signals.POLLIN, Signals.POLLIN},
            ready,
            Math.max(0, next - now));
    int signal = 0;
    boolean resized = false;
    if (ready[1] != 0) {
      int got = machine.signals().next(signals.number());
      resized = got == Signals.SIGWINCH;
      signal = resized ? 0 : got;
    }
    int n = ready[0] == 0 ? -1 : machine.files().tryRead(0, block, 0, BLOCK);
    if (ready[0] != 0 && n <= 0) {
      // the terminal has gone
      signal = Signals.SIGHUP;
    }
    boolean due = machine.processes().time(1) / 1_000_000 >= next;
    if (due) {
      next = machine.processes().time(1) / 1_000_000 + intervalMillis;
    }
    return new Event(signal, resized, due, n <= 0 ? List.of() : Keys.decode(block, n));
  }

  @Override
  public void close() {
    try {
      write(Painter.LEAVE);
    } finally {
      machine.terminals().restore(0, before);
      signals.close();
    }
  }
}
