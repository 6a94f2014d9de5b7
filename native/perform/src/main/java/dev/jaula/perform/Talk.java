package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import java.util.Arrays;

/** What a child is told on its standard input, and what it says meanwhile; neither waits. */
final class Talk {
  private static final int MOST = 4096;

  private final Machine machine;
  private final Fd input;
  private final byte[] told;
  private final Fd output;
  private final StringBuilder said = new StringBuilder();
  private int sent;
  private boolean isOver;

  Talk(Machine machine, Fd input, byte[] told, Fd output) {
    this.machine = machine;
    this.input = input;
    this.told = told;
    this.output = output;
  }

  /** The descriptor to write to, -1 when all is told. */
  int input() {
    return sent < told.length ? input.number() : -1;
  }

  /** The descriptor to read from, -1 when it is closed. */
  int output() {
    return isOver ? -1 : output.number();
  }

  /** The beginning of what it says. */
  String said() {
    return said.toString();
  }

  void goOn(boolean canWrite, boolean canRead) {
    if (canWrite && sent < told.length) {
      tell();
    }
    if (canRead && !isOver) {
      isOver = !hear();
    }
  }

  /** At most what the pipe takes at once; it need not read it at all. */
  private void tell() {
    int length = Math.min(MOST, told.length - sent);
    int written = machine.files().tryWrite(input.number(), told, sent, length);
    if (written == -Errno.EPIPE) {
      sent = told.length;
    } else if (written > 0) {
      sent += written;
    }
    if (sent == told.length) {
      input.close();
    }
  }

  private boolean hear() {
    byte[] data = new byte[MOST];
    int length = machine.files().tryRead(output.number(), data, 0, MOST);
    if (length > 0 && said.length() < MOST) {
      said.append(Bytes.decode(Arrays.copyOf(data, length)));
    }
    return length > 0;
  }

  /** What lies in the pipe, but not what a process that it left behind may still write. */
  void drain() {
    int[] ready = new int[1];
    int[] fds = {output.number()};
    while (!isOver && machine.signals().poll(fds, new int[] {Signals.POLLIN}, ready, 0)) {
      isOver = !hear();
    }
  }
}
