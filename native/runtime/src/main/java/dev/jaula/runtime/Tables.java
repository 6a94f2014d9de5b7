package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.CommandBuilder;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.Parser;
import dev.jaula.args.Subcommands;
import dev.jaula.args.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All verbs by name; a table is made when it is asked for. Names and flags are runc's. */
final class Tables implements Subcommands {
  /** What the completion scripts call. */
  static final String COMPLETE = "__complete";

  static final String PROGRAM = "jaula-runtime";
  static final Operand ID = Operand.required("CONTAINER-ID", ValueKind.CONTAINER);

  static Command root() {
    return verbless(PROGRAM, "An OCI runtime: runs containers from bundles")
        .subcommands(new Tables())
        .standsAlone()
        .options(GlobalOptions::group)
        .build();
  }

  @Override
  public List<String> names() {
    return List.of(
        "checkpoint",
        "completion",
        "create",
        "delete",
        "events",
        "exec",
        "features",
        "help",
        "kill",
        "list",
        "man",
        "mounts",
        "pause",
        "ps",
        "restore",
        "resume",
        "run",
        "spec",
        "start",
        "state",
        "update");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "create" -> create();
      case "run" -> run();
      case "start" -> profiled("start", "Execute the command of a created container");
      case "state" -> profiled("state", "Print the state of a container as JSON");
      case "pause" -> plain("pause", "Suspend all processes of a container");
      case "resume" -> plain("resume", "Resume all processes of a paused container");
      case "exec" -> ExecTable.table();
      case "kill" -> KillTables.kill();
      case "delete" -> KillTables.delete();
      case "list" -> ReportTables.list();
      case "ps" -> ReportTables.ps();
      case "events" -> ReportTables.events();
      case "features" -> ReportTables.features();
      case "spec" -> ReportTables.spec();
      case "update" -> UpdateTable.table();
      case "checkpoint" -> CheckpointTables.checkpoint();
      case "restore" -> CheckpointTables.restore();
      case "mounts" -> MountsTables.table();
      case "help", "h" -> ReportTables.help();
      case "man" -> ReportTables.man();
      case "completion" -> ReportTables.completion();
      default -> null;
    };
  }

  /** The table that these words name. */
  static Command named(List<String> verb) {
    List<String> words = new ArrayList<>(verb);
    words.add("--help");
    return Parser.parse(root(), words).command();
  }

  /** A table in English alone: engines read what it says. */
  static CommandBuilder verbless(String path, String summary) {
    return Command.of(path, summary, summary).oneDash();
  }

  static CommandBuilder verb(String name, String summary) {
    return verbless(PROGRAM + " " + name, summary).options(GlobalOptions::help);
  }

  private static Command plain(String name, String summary) {
    return verb(name, summary).operands(ID).build();
  }

  private static Command profiled(String name, String summary) {
    return verb(name, summary).operands(ID).options(Phases::options).build();
  }

  private static Command create() {
    return verb("create", "Create a container from a bundle; start executes its command")
        .operands(ID)
        .options(CreateOptions::create)
        .options(Insight::options)
        .build();
  }

  private static Command run() {
    return verb("run", "Create a container from a bundle and execute its command")
        .operands(ID)
        .options(CreateOptions::create)
        .options(CreateOptions::run)
        .options(Insight::options)
        .build();
  }

  static Option flag(String name, char letter, String help) {
    return Option.flag(name, letter, help, help);
  }

  static Option flag(String name, String help) {
    return Option.flag(name, Option.NONE, help, help);
  }

  static Option value(String name, char letter, String valueName, String help) {
    return Option.value(name, letter, valueName, help, help);
  }

  static Option value(String name, String valueName, String help) {
    return Option.value(name, Option.NONE, valueName, help, help);
  }

  static Option repeated(String name, char letter, String valueName, String help) {
    return Option.list(name, letter, valueName, help, help);
  }
}
