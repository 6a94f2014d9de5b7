package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.Option;
import dev.jaula.args.Subcommands;
import dev.jaula.args.Text;
import dev.jaula.handover.EngineVerbs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All commands by name. A table is made when it is asked for: a start needs one of them, and
 * quickly.
 */
final class Tables implements Subcommands {
  /** The hidden command that completion scripts call; the words typed so far follow it. */
  static final String COMPLETE = "__complete";

  /** The table of {@code jaula} itself. */
  static Command root() {
    return Command.of(
            "jaula",
            "Containers from Linux's own parts, fast and explained",
            "Contêineres feitos das próprias partes do Linux, rápidos e explicados")
        .subcommands(new Tables())
        .options(
            "Options",
            "Opções",
            CommonOptions.help(),
            Option.flag("version", 'V', "Print the version", "Mostra a versão"),
            CommonOptions.lang())
        .example(
            "jaula run --cpus 0.2 --memory 48M host -- dd if=/dev/zero of=/dev/null bs=8k count=256k",
            "The tutorial's container",
            "O contêiner do tutorial")
        .example("jaula learn", "The tutorial itself", "O próprio tutorial")
        .build();
  }

  /** Also those of the engine. */
  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(own());
    names.addAll(names.indexOf("cgroup"), EngineVerbs.names());
    return names;
  }

  private static List<String> own() {
    return List.of(
        "run",
        "exec",
        "ps",
        "kill",
        "stop",
        "rm",
        "wait",
        "inspect",
        "pause",
        "unpause",
        "logs",
        "cgroup",
        "top",
        "stats",
        "learn",
        "info",
        "version",
        "completion",
        "man",
        "help");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "run" -> RunTable.table();
      case "exec" -> ExecTable.table();
      case "ps" -> ContainerTables.ps();
      case "kill" -> ContainerTables.kill();
      case "stop" -> ContainerTables.stop();
      case "rm" -> ContainerTables.rm();
      case "wait" -> ContainerTables.waitFor();
      case "inspect" -> ContainerTables.inspect();
      case "pause" -> ContainerTables.pause();
      case "unpause" -> ContainerTables.unpause();
      case "logs" -> ContainerTables.logs();
      case "cgroup" -> CgroupTables.table();
      default -> findOther(name);
    };
  }

  /** Its own options are the engine's matter. */
  private static @Nullable Command engine(String name) {
    @Nullable Text summary = EngineVerbs.summary(name);
    return summary == null
        ? null
        : Command.of("jaula " + name, summary.en(), summary.pt())
            .options(CommonOptions.general())
            .build();
  }

  private static @Nullable Command findOther(String name) {
    return switch (name) {
      case "top" -> SeeTables.top();
      case "stats" -> SeeTables.stats();
      case "learn" -> SeeTables.learn();
      case "info" -> OtherTables.info();
      case "version" -> OtherTables.version();
      case "completion" -> OtherTables.completion();
      case "help" -> OtherTables.help();
      case "man" -> OtherTables.man();
      case "cgcreate", "cgset", "cgget", "cgclassify", "cgexec", "cgdelete", "lscgroup" ->
          new CgroupTables().find(name);
      default -> engine(name);
    };
  }
}
