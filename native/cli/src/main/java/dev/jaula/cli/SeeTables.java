package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the commands that show what happens. */
final class SeeTables {
  private SeeTables() {}

  static Command top() {
    return Command.of(
            "jaula top",
            "Watch containers live: CPU, memory, pressure, limits",
            "Observa contêineres ao vivo: CPU, memória, pressão, limites")
        .operands(Operand.any("CONTAINER", ValueKind.CONTAINER))
        .options(
            "Options",
            "Opções",
            Option.value(
                "interval",
                'n',
                "SECONDS",
                "Time between two readings (default: 0.5)",
                "Tempo entre duas leituras (padrão: 0.5)"),
            Option.value(
                    "sort",
                    Option.NONE,
                    "COLUMN",
                    "Column to sort by (default: cpu)",
                    "Coluna de ordenação (padrão: cpu)")
                .choices("cpu", "memory", "name", "pids", "io"),
            Option.value(
                "filter",
                'f',
                "TEXT",
                "Only containers whose name holds this text",
                "Só contêineres cujo nome contém este texto"),
            Option.flag("no-color", Option.NONE, "Use no colours", "Não usa cores"),
            Option.value(
                "count", Option.NONE, "N", "End after so many readings", "Termina após N leituras"))
        .options(CommonOptions.general())
        .build();
  }

  static Command stats() {
    return Command.of(
            "jaula stats",
            "Print the containers' use of resources",
            "Mostra o uso de recursos dos contêineres")
        .operands(Operand.any("CONTAINER", ValueKind.CONTAINER))
        .options(
            "Options",
            "Opções",
            Option.flag("no-stream", Option.NONE, "Print once and end", "Mostra uma vez e termina"),
            Option.flag("all", 'a', "Show ended containers too", "Mostra também os terminados"),
            Option.value(
                "interval",
                'n',
                "SECONDS",
                "Time between two readings (default: 1)",
                "Tempo entre duas leituras (padrão: 1)"),
            Option.value(
                    "format",
                    Option.NONE,
                    "FORMAT",
                    "How to print: table (default) or json, one object a line",
                    "Como imprimir: table (padrão) ou json, um objeto por linha")
                .choices("table", "text", "json"))
        .options(CommonOptions.general())
        .build();
  }

  static Command learn() {
    return Command.of(
            "jaula learn",
            "The tutorial, live: build a container by hand and see each part work",
            "O tutorial, ao vivo: monte um contêiner à mão e veja cada parte funcionar")
        .operands(Operand.any("CHAPTER", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.flag("yes", 'y', "Run through without asking", "Executa tudo sem perguntar"),
            Option.flag("list", 'l', "List the chapters", "Lista os capítulos"))
        .options(CommonOptions.general())
        .build();
  }
}
