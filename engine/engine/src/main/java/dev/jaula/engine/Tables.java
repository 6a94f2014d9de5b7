package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Subcommands;
import dev.jaula.handover.EngineVerbs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verbs of the engine by name; a table is made when it is asked for. */
final class Tables implements Subcommands {
  /** The command of which these are the verbs. */
  Command root() {
    return Command.of(
            "jaula",
            "Containers from Linux's own parts, fast and explained",
            "Contêineres feitos das próprias partes do Linux, rápidos e explicados")
        .subcommands(this)
        .options(Options.general())
        .build();
  }

  @Override
  public List<String> names() {
    return EngineVerbs.names();
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "pull" -> TransferTables.pull("pull");
      case "push" -> TransferTables.push("push");
      case "prepare" -> TransferTables.prepare();
      case "login" -> TransferTables.login();
      case "logout" -> TransferTables.logout();
      case "images" -> ImageTables.images("images");
      case "rmi" -> ImageTables.rmi("rmi");
      case "tag" -> ImageTables.tag("tag");
      case "history" -> ImageTables.history("history");
      case "image" -> ImageTables.image();
      case "save" -> ArchiveTables.save("save");
      case "load" -> ArchiveTables.load("load");
      case "import" -> ArchiveTables.importing("import");
      case "diff" -> ContainerTables.diff();
      case "commit" -> ContainerTables.commit();
      case "export" -> ContainerTables.export();
      case "bootstrap" -> BootstrapTable.table();
      case "df" -> StoreTables.df();
      case "prune" -> StoreTables.prune("prune");
      case "fsck" -> StoreTables.fsck();
      case "inspect" -> ImageTables.inspect("inspect");
      case "man" -> OtherTables.man();
      case "train" -> OtherTables.train();
      default -> null;
    };
  }
}
