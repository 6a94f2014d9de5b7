package dev.jaula.cli;

import dev.jaula.libc.NativeSyscalls;
import dev.jaula.linux.Syscalls;

/** The native program's entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] none) {
    Syscalls syscalls = new NativeSyscalls();
    syscalls.call(231, 0, 0, 0, 0, 0, 0);
  }
}
