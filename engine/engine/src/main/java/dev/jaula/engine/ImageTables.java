package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.Subcommands;
import dev.jaula.args.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of the verbs on images that are here, and of {@code jaula image}. */
final class ImageTables implements Subcommands {
  private ImageTables() {}

  static Command image() {
    return Options.verb("image").subcommands(new ImageTables()).options(Options.general()).build();
  }

  @Override
  public List<String> names() {
    return List.of(
        "ls", "inspect", "history", "tag", "rm", "pull", "push", "save", "load", "import", "prune");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "ls", "list" -> images("image ls");
      case "inspect" -> inspect("image inspect");
      case "history" -> history("image history");
      case "tag" -> tag("image tag");
      case "rm", "remove" -> rmi("image rm");
      case "pull" -> TransferTables.pull("image pull");
      case "push" -> TransferTables.push("image push");
      case "save" -> ArchiveTables.save("image save");
      case "load" -> ArchiveTables.load("image load");
      case "import" -> ArchiveTables.importing("image import");
      case "prune" -> StoreTables.prune("image prune");
      default -> null;
    };
  }

  static Command images(String path) {
    return Options.named(path, "images")
        .operands(Operand.optional("REPOSITORY", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.flag(
                "all", 'a', "Show images without a name too", "Mostra também imagens sem nome"),
            Option.flag("digests", Option.NONE, "Show digests", "Mostra os digests"),
            Option.list(
                    "filter",
                    'f',
                    "KEY=VALUE",
                    "Only those of which this is true: reference=, before=, since=, dangling=, label=, until=",
                    "Só as de que isto é verdade: reference=, before=, since=, dangling=, label=, until=")
                .suggests("reference=", "dangling=true", "label=", "before=", "since=", "until="),
            Options.format(),
            Options.noTruncation(),
            Options.quiet("Print only the IDs", "Imprime só os IDs"))
        .options(Options.general())
        .build();
  }

  static Command rmi(String path) {
    return Options.named(path, "rmi")
        .operands(Options.images())
        .options(
            "Options",
            "Opções",
            Option.flag(
                "force",
                'f',
                "Remove an image with several names, and do not mind one that is not there",
                "Remove uma imagem com vários nomes e não se importa com a que não existe"),
            Option.flag(
                "no-prune",
                Option.NONE,
                "Keep the layers, for a later pull",
                "Mantém as camadas, para uma baixa posterior"))
        .options(Options.general())
        .build();
  }

  static Command tag(String path) {
    return Options.named(path, "tag")
        .operands(
            Operand.required("SOURCE", ValueKind.PLAIN),
            Operand.required("TARGET", ValueKind.PLAIN))
        .options(Options.general())
        .build();
  }

  static Command history(String path) {
    return Options.named(path, "history")
        .operands(Options.image())
        .options(
            "Options",
            "Opções",
            Options.format(),
            Option.flag(
                "human",
                'H',
                "Sizes and dates for people (default); =false prints bytes and times",
                "Tamanhos e datas para pessoas (padrão); =false imprime bytes e horários"),
            Options.noTruncation(),
            Options.quiet("Print only the IDs", "Imprime só os IDs"))
        .options(Options.general())
        .build();
  }

  static Command inspect(String path) {
    return Options.begin(
            path,
            "Print all that is known about images, as JSON",
            "Imprime tudo o que se sabe das imagens, em JSON")
        .operands(Options.images())
        .options(
            "Options",
            "Opções",
            Option.value(
                "format",
                'f',
                "FORMAT",
                "json, or a Go template such as '{{.Config.Cmd}}'",
                "json ou um modelo Go como '{{.Config.Cmd}}'"))
        .options(Options.general())
        .build();
  }
}
