package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.ValueKind;

/** The tables of {@code kill} and {@code delete}. */
final class KillTables {
  private KillTables() {}

  static Command kill() {
    return Tables.verb("kill", "Send a signal to a container's first process")
        .description(
            "SIGNAL is a name or a number, SIGTERM when it is left out; 0 only asks whether the"
                + " process is there.",
            "")
        .operands(Tables.ID, Operand.optional("SIGNAL", ValueKind.SIGNAL))
        .options(
            "Options",
            "Options",
            Tables.flag("all", 'a', "Send it to all processes of the container"),
            regex(),
            Phases.option())
        .build();
  }

  static Command delete() {
    return Tables.verb("delete", "Remove what is left of a container that has stopped")
        .operands(Tables.ID)
        .options(
            "Options",
            "Options",
            Tables.flag("force", 'f', "Kill the container first if it still runs"),
            regex(),
            Phases.option())
        .build();
  }

  private static dev.jaula.args.Option regex() {
    return Tables.flag(
        "regex", 'r', "CONTAINER-ID is an extended regular expression: all containers it fits");
  }
}
