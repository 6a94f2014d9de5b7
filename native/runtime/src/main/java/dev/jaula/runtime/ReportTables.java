package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.ValueKind;

/** The tables of the verbs that only tell something. */
final class ReportTables {
  private static final String OPTIONS = "Options";

  private ReportTables() {}

  static Command list() {
    return Tables.verb("list", "List the containers below --root")
        .options(
            OPTIONS,
            OPTIONS,
            Tables.value("format", 'f', "FORMAT", "table or json").suggests("table", "json"),
            Tables.flag("quiet", 'q', "Print the ids alone"))
        .build();
  }

  static Command ps() {
    return Tables.verb("ps", "List the processes of a container")
        .description(
            "The table is that of ps(1), -ef or the options given, with the container's processes"
                + " alone. It must have a column PID.",
            "")
        .usage("[OPTIONS] CONTAINER-ID [PS-OPTION...]")
        .operands(Tables.ID, Operand.any("PS-OPTION", ValueKind.PLAIN))
        .optionsFirst()
        .options(
            OPTIONS,
            OPTIONS,
            Tables.value("format", 'f', "FORMAT", "table or json").suggests("table", "json"))
        .build();
  }

  static Command events() {
    return Tables.verb("events", "Print statistics and out-of-memory events, a JSON object a line")
        .operands(Tables.ID)
        .options(
            OPTIONS,
            OPTIONS,
            Tables.value("interval", "TIME", "Time between statistics, such as 500ms or 1m (5s)"),
            Tables.flag("stats", "Print statistics once and end"))
        .build();
  }

  static Command features() {
    return Tables.verb("features", "Print what this runtime supports, as JSON").build();
  }

  static Command spec() {
    return Tables.verb("spec", "Write a config.json to begin with")
        .options(
            OPTIONS,
            OPTIONS,
            Tables.value("bundle", 'b', "DIR", "The bundle (default: the working directory)")
                .of(ValueKind.DIRECTORY),
            Tables.flag("rootless", "One that an ordinary user can run"),
            Tables.value("file", 'f', "FILE", "Another file than config.json").of(ValueKind.FILE))
        .build();
  }

  static Command help() {
    return Tables.verb("help", "Show the verbs, or the options of one")
        .operands(Operand.any("VERB", ValueKind.VERB))
        .build();
  }

  static Command man() {
    return Tables.verb("man", "Print a manual page for man -l -")
        .operands(Operand.any("VERB", ValueKind.VERB))
        .options(
            OPTIONS,
            OPTIONS,
            Tables.value("output", 'o', "DIR", "Write the pages of all verbs into this directory")
                .of(ValueKind.DIRECTORY))
        .build();
  }

  static Command completion() {
    return Tables.verb("completion", "Print a script that lets a shell complete command lines")
        .operands(Operand.required("SHELL", ValueKind.PLAIN).choices("bash", "zsh", "fish"))
        .build();
  }
}
