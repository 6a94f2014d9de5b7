package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the verbs on archives. */
final class ArchiveTables {
  private ArchiveTables() {}

  static Command save(String path) {
    return Options.named(path, "save")
        .operands(Options.images())
        .options(
            "Options",
            "Opções",
            Option.value(
                    "output",
                    'o',
                    "FILE",
                    "Write to this file instead of standard output",
                    "Grava neste arquivo em vez da saída padrão")
                .of(ValueKind.FILE),
            Option.value(
                    "format",
                    Option.NONE,
                    "FORMAT",
                    "docker-archive (default) or oci-archive",
                    "docker-archive (padrão) ou oci-archive")
                .choices("docker-archive", "oci-archive"))
        .options(Options.general())
        .build();
  }

  static Command load(String path) {
    return Options.named(path, "load")
        .options(
            "Options",
            "Opções",
            Option.value(
                    "input",
                    'i',
                    "FILE",
                    "Read from this file instead of standard input",
                    "Lê deste arquivo em vez da entrada padrão")
                .of(ValueKind.FILE),
            Options.quiet("Print only names and IDs", "Imprime só nomes e IDs"))
        .options(Options.general())
        .build();
  }

  static Command importing(String path) {
    return Options.named(path, "import")
        .operands(
            Operand.required("FILE", ValueKind.FILE).suggests("-"),
            Operand.optional("IMAGE", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.list(
                "change",
                'c',
                "INSTRUCTION",
                "Instruction of a Dockerfile for the image's config, as 'CMD [\"sh\"]'",
                "Instrução de Dockerfile para a configuração da imagem, como 'CMD [\"sh\"]'"),
            Option.value(
                "message", 'm', "TEXT", "Comment in the history", "Comentário no histórico"),
            Options.platform("Platform of the image", "Plataforma da imagem"))
        .options(Options.general())
        .build();
  }
}
