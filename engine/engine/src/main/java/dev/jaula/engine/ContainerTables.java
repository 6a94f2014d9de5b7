package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the verbs on what containers have changed. */
final class ContainerTables {
  private ContainerTables() {}

  static Command diff() {
    return Options.verb("diff")
        .operands(Operand.required("CONTAINER", ValueKind.CONTAINER))
        .options(Options.general())
        .build();
  }

  static Command commit() {
    return Options.verb("commit")
        .operands(
            Operand.required("CONTAINER", ValueKind.CONTAINER),
            Operand.optional("IMAGE", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.value("author", 'a', "NAME", "Who made it", "Quem a fez"),
            Option.list(
                "change",
                'c',
                "INSTRUCTION",
                "Instruction of a Dockerfile for the image's config, as 'CMD [\"sh\"]'",
                "Instrução de Dockerfile para a configuração da imagem, como 'CMD [\"sh\"]'"),
            Option.value(
                "message", 'm', "TEXT", "Comment in the history", "Comentário no histórico"))
        .options(Options.general())
        .build();
  }

  static Command export() {
    return Options.verb("export")
        .operands(Operand.required("CONTAINER", ValueKind.CONTAINER))
        .options(
            "Options",
            "Opções",
            Option.value(
                    "output",
                    'o',
                    "FILE",
                    "Write to this file instead of standard output",
                    "Grava neste arquivo em vez da saída padrão")
                .of(ValueKind.FILE))
        .options(Options.general())
        .build();
  }
}
