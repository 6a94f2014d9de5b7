package dev.jaula.engine;

import dev.jaula.bootstrap.Progress;

/** Tells of a bootstrap in debootstrap's lines, on standard error. */
final class BootstrapLines implements Progress {
  private final Call call;

  BootstrapLines(Call call) {
    this.call = call;
  }

  @Override
  public synchronized void info(String line) {
    call.error().println("I: " + line);
  }

  @Override
  public synchronized void warning(String line) {
    call.error().println("W: " + line);
  }
}
