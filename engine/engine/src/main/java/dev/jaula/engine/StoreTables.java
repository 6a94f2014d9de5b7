package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Option;

/** The tables of the verbs on the store itself. */
final class StoreTables {
  private StoreTables() {}

  static Command df() {
    return Options.verb("df")
        .options("Options", "Opções", Options.format())
        .options(Options.general())
        .build();
  }

  static Command prune(String path) {
    return Options.named(path, "prune")
        .options(
            "Options",
            "Opções",
            Option.flag(
                "all",
                'a',
                "Remove images that no container uses, with a name too",
                "Remove também imagens com nome que nenhum contêiner usa"),
            Option.flag(
                "dry-run",
                Option.NONE,
                "Print what would be removed, with its size",
                "Imprime o que seria removido e seu tamanho"),
            Option.flag("force", 'f', "Do not ask", "Não pergunta"))
        .options(Options.general())
        .build();
  }

  static Command fsck() {
    return Options.verb("fsck")
        .options(
            "Options",
            "Opções",
            Option.flag(
                "repair",
                Option.NONE,
                "Remove what is broken, and what needs it",
                "Remove o que está quebrado e o que depende disso"))
        .options(Options.general())
        .build();
  }
}
