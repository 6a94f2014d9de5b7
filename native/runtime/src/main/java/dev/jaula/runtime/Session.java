package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Timestamp;
import org.jspecify.annotations.Nullable;

/** One call of the program: the machine, what was typed, the log, and where state lies. */
record Session(Machine machine, Arguments arguments, Log log, StateFolder state) {
  private static final long SECOND = 1_000_000_000L;

  static Session of(Machine machine, Arguments arguments, Log log) {
    return new Session(machine, arguments, log, StateFolder.of(machine, arguments.value("root")));
  }

  /** The operand that every verb about a container begins with. */
  String id() {
    return ContainerId.check(arguments.operands().get(0));
  }

  void out(String text) {
    machine.files().print(1, text);
  }

  @Nullable String variable(String name) {
    return machine.kernel().variable(name);
  }

  /** A file that was named on the command line, relative to the working directory. */
  String absolute(String path) {
    return path.startsWith("/") ? path : machine.files().directories().current() + "/" + path;
  }

  Timestamp now() {
    long nanos = machine.processes().time(0);
    return new Timestamp(nanos / SECOND, (int) (nanos % SECOND));
  }
}
