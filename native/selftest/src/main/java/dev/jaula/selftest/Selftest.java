package dev.jaula.selftest;

import dev.jaula.libc.NativeSyscalls;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Processes;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: one line for each case, in order; exit code 0 when every child ended by itself.
 *
 * <p>A case that does not come back is told by the exit code of its child: 128 + the signal.
 */
public final class Selftest {
  private final Files files;
  private final Processes processes;
  private int lost;

  private Selftest(Kernel kernel) {
    files = new Files(kernel);
    processes = new Processes(kernel);
  }

  /** The arguments come from the kernel as bytes, not from here. */
  public static void main(String[] none) {
    NativeSyscalls syscalls = new NativeSyscalls();
    Kernel kernel = new Kernel(syscalls);
    List<Suite.Named> cases = new ArrayList<>(Suite.on(syscalls));
    cases.addAll(NativeCases.on(kernel));
    Selftest selftest = new Selftest(kernel);
    for (Suite.Named named : cases) {
      selftest.isolate(named);
    }
    selftest.processes.exit(selftest.lost == 0 ? 0 : 1);
  }

  /** In a child, because what escapes can corrupt the heap. */
  private void isolate(Suite.Named named) {
    int[] pidfd = new int[1];
    int pid = processes.fork(0, -1, pidfd);
    if (pid == 0) {
      files.print(1, named.line() + "\n");
      processes.exit(0);
    }
    int code = processes.wait(pid);
    files.own(pidfd[0]).close();
    if (code != 0) {
      lost++;
      files.print(1, named.name() + ": lost, exit code " + code + "\n");
    }
  }
}
