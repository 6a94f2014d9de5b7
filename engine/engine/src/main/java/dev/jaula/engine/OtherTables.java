package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of verbs that only the native program and the build call. */
final class OtherTables {
  private OtherTables() {}

  static Command man() {
    return Options.begin("man", "Print a manual page", "Mostra uma página de manual")
        .operands(Operand.any("COMMAND", ValueKind.VERB))
        .options(
            "Options",
            "Opções",
            Option.value("output", 'o', "DIR", "All pages into this", "Todas as páginas nele"))
        .options(Options.general())
        .build();
  }

  static Command train() {
    return Options.begin(
            "train", "Do what people do, for the cache", "Faz o que as pessoas fazem, para o cache")
        .build();
  }
}
