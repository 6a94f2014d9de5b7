package dev.jaula.host;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/** Carries bytes between the user's terminal and the container's. */
public final class Console {
  private static final int BLOCK = 8192;

  private final Machine machine;
  private final Fd terminal;
  private final byte[] keys;
  private final byte @Nullable [] before;
  private final byte[] block = new byte[BLOCK];
  private boolean inputOpen;
  private boolean outputOpen = true;
  private int matched;
  private boolean detached;
  private int sink = 1;

  /**
   * From here on the user's terminal is raw, when it is the input.
   *
   * @param terminal the container's side that this process holds; closed by {@link #restore}
   * @param interactive whether standard input goes to the container
   * @param keys what must be typed to leave; empty when these keys are the command's
   */
  public Console(Machine machine, Fd terminal, boolean interactive, byte[] keys) {
    this.machine = machine;
    this.terminal = terminal;
    this.keys = keys;
    this.inputOpen = interactive;
    boolean raw = inputOpen && machine.terminals().isTerminal(0);
    this.before = raw ? machine.terminals().makeRaw(0) : null;
    resize();
  }

  /** The descriptor to wait on for output, -1 when it has ended. */
  public int terminal() {
    return outputOpen ? terminal.number() : -1;
  }

  /** The descriptor to wait on for input, -1 when it has ended. */
  public int input() {
    return inputOpen ? 0 : -1;
  }

  /** Whether the detach keys were typed since this was asked last. */
  public boolean isDetached() {
    boolean now = detached;
    detached = false;
    return now;
  }

  /** The user has left: the terminal is as it was, and output goes elsewhere. */
  public void leave(int log) {
    if (before != null) {
      machine.terminals().restore(0, before);
    }
    sink = log;
  }

  /** The container's terminal is as large as the user's. */
  public void resize() {
    int[] size = machine.terminals().size(0);
    if (size != null && size[0] > 0) {
      machine.terminals().setSize(terminal.number(), size[0], size[1]);
    }
  }

  /** Carries what waits at {@link #terminal} and {@link #input}. */
  public void carry(boolean output, boolean input) {
    if (output) {
      out();
    }
    if (input) {
      in();
    }
  }

  private boolean out() {
    int n = machine.files().tryRead(terminal.number(), block, 0, BLOCK);
    if (n <= 0) {
      // EIO: the last process has closed the other side (man 4 pts)
      outputOpen = n == -Errno.EAGAIN;
      return false;
    }
    try {
      machine.files().write(sink, block, 0, n);
    } catch (LinuxException e) {
      outputOpen = false;
    }
    return true;
  }

  private void in() {
    int n = machine.files().tryRead(0, block, 0, BLOCK);
    if (n <= 0) {
      inputOpen = false;
      endOfInput();
      return;
    }
    for (int i = 0; i < n; i++) {
      matched = next(block[i]);
      if (keys.length > 0 && matched == keys.length) {
        detached = true;
        inputOpen = false;
        matched = 0;
        return;
      }
    }
    machine.files().write(terminal.number(), block, 0, n);
  }

  /** How many of the detach keys have been typed now; a wrong one may be the first again. */
  private int next(byte key) {
    if (keys.length == 0) {
      return 0;
    }
    return key == keys[matched] ? matched + 1 : key == keys[0] ? 1 : 0;
  }

  /** A terminal has no end of file; the key that means it is control-D. */
  private void endOfInput() {
    machine.files().write(terminal.number(), new byte[] {4}, 0, 1);
  }

  /** What the command wrote before it ended. */
  public void drain() {
    int[] ready = new int[1];
    while (outputOpen
        && machine.signals().poll(new int[] {terminal.number()}, new int[] {1}, ready, 0)) {
      if (!out()) {
        return;
      }
    }
  }

  /** The user's terminal is as it was; the container's is closed. */
  public void restore() {
    if (before != null) {
      machine.terminals().restore(0, before);
    }
    terminal.close();
  }
}
