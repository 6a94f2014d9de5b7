package dev.jaula.cgroup;

import dev.jaula.linux.Kernel;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Signals;

/** {@link ProcessControl} of the running kernel. */
public final class KernelProcessControl implements ProcessControl {
  private final Processes processes;
  private final Signals signals;

  public KernelProcessControl(Kernel kernel) {
    this.processes = new Processes(kernel);
    this.signals = new Signals(kernel);
  }

  @Override
  public int signal(int pid, int signal) {
    return processes.tryKill(pid, signal);
  }

  @Override
  public void pause(int milliseconds) {
    // ppoll of nothing: there is no Thread.sleep on the native host
    signals.poll(new int[0], new int[0], new int[0], milliseconds);
  }
}
