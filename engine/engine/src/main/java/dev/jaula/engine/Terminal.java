package dev.jaula.engine;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Terminals;
import org.jspecify.annotations.Nullable;

/** What standard output is (man 4 tty_ioctl). */
final class Terminal {
  private static final int WIDTH = 80;
  private static final int HEIGHT = 24;
  private static final int WIDEST_HELP = 120;

  private Terminal() {}

  /** Whether standard output is one. */
  static boolean isTerminal() {
    return terminals().isTerminal(1);
  }

  /** Whether standard input is one. */
  static boolean isInputTerminal() {
    return terminals().isTerminal(0);
  }

  /** Rows and columns. */
  static int[] size() {
    int @Nullable [] size = terminals().size(1);
    return size == null || size[0] < 2 || size[1] < 20 ? new int[] {HEIGHT, WIDTH} : size;
  }

  /** Columns for help. */
  static int width() {
    int columns = size()[1];
    return columns < 40 ? WIDTH : Math.min(columns, WIDEST_HELP);
  }

  private static Terminals terminals() {
    return new Terminals(new Kernel(new ForeignSyscalls()));
  }
}
