package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Subcommands;
import dev.jaula.args.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of {@code mounts add} and {@code mounts remove}, as in crun. */
final class MountsTables implements Subcommands {
  static Command table() {
    return Tables.verb("mounts", "Change the mounts of a running container")
        .subcommands(new MountsTables())
        .build();
  }

  @Override
  public List<String> names() {
    return List.of("add", "remove");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "add" -> one("add", "Mount what a file lists in a running container");
      case "remove" -> one("remove", "Unmount what a file lists in a running container");
      default -> null;
    };
  }

  private static Command one(String name, String summary) {
    return Tables.verb("mounts " + name, summary)
        .description("FILE holds a JSON array of mounts, as the member mounts of config.json.", "")
        .operands(Tables.ID, Operand.required("FILE", ValueKind.FILE))
        .build();
  }
}
