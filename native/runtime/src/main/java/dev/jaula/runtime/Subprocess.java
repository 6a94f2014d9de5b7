package dev.jaula.runtime;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import java.util.List;

/** A program of the host that is run for its output. */
final class Subprocess {
  private final Machine machine;

  Subprocess(Machine machine) {
    this.machine = machine;
  }

  /** Exit code and standard output. */
  record Outcome(int code, String output) {}

  /** Runs a program that is looked for in PATH; its errors go to ours. */
  Outcome run(List<String> command) {
    String program = SearchPath.find(machine, command.get(0), "install it");
    Files files = machine.files();
    int[] ends = files.descriptors().pipe(0);
    int[] pidfd = new int[1];
    int child = machine.processes().fork(0, -1, pidfd);
    if (child == 0) {
      files.descriptors().duplicate(ends[1], 1);
      machine.processes().execute(program, command, machine.kernel().environment());
      machine.processes().exit(127);
    }
    files.close(ends[1]);
    try (Fd read = files.own(ends[0]);
        Fd process = files.own(pidfd[0])) {
      String output = Bytes.decode(files.readAll(read.number()));
      return new Outcome(machine.processes().wait(child), output);
    }
  }
}
