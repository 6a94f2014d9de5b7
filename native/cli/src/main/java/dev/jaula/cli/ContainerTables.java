package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.CommandBuilder;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the commands on containers that exist. */
final class ContainerTables {
  private ContainerTables() {}

  static Command ps() {
    return Command.of("jaula ps", "List containers", "Lista contêineres")
        .options(
            "Options",
            "Opções",
            Option.flag("all", 'a', "Show ended containers too", "Mostra também os terminados"),
            Option.flag("quiet", 'q', "Print only the names", "Imprime só os nomes"),
            Option.flag("no-trunc", Option.NONE, "Shorten no column", "Não encurta nenhuma coluna"),
            Option.list(
                    "filter",
                    'f',
                    "KEY=VALUE",
                    "Only those of which this is true: name=, status=, label=, root=",
                    "Só aqueles de que isto é verdade: name=, status=, label=, root=")
                .suggests("name=", "status=running", "status=exited", "status=paused", "label="),
            CommonOptions.format())
        .options(CommonOptions.general())
        .build();
  }

  static Command kill() {
    return some("kill", "Send a signal to containers", "Envia um sinal a contêineres")
        .options(
            "Options",
            "Opções",
            Option.value(
                    "signal",
                    's',
                    "SIGNAL",
                    "Name or number of the signal (default: KILL)",
                    "Nome ou número do sinal (padrão: KILL)")
                .of(ValueKind.SIGNAL),
            CommonOptions.explain(),
            CommonOptions.dryRun())
        .options(CommonOptions.general())
        .example(
            "jaula kill --signal HUP mazoni", "Let it reload", "Pede que recarregue a configuração")
        .build();
  }

  static Command stop() {
    return some(
            "stop",
            "Ask containers to end, and kill them if they do not",
            "Pede que contêineres terminem e mata os que não o fazem")
        .options(
            "Options",
            "Opções",
            Option.value(
                    "signal",
                    's',
                    "SIGNAL",
                    "Signal that asks (default: the container's --stop-signal, or TERM)",
                    "Sinal do pedido (padrão: o --stop-signal do contêiner, ou TERM)")
                .of(ValueKind.SIGNAL),
            Option.value(
                    "timeout",
                    't',
                    "SECONDS",
                    "Time to wait before killing (default: the container's --stop-timeout, or 10)",
                    "Tempo de espera antes de matar (padrão: o --stop-timeout do contêiner, ou 10)")
                .alias("time"))
        .options(CommonOptions.general())
        .build();
  }

  static Command rm() {
    return some("rm", "Remove containers", "Remove contêineres")
        .options(
            "Options",
            "Opções",
            Option.flag(
                "force", 'f', "Kill it first if it runs", "Mata-o antes, se estiver em execução"))
        .options(CommonOptions.general())
        .build();
  }

  static Command waitFor() {
    return some(
            "wait",
            "Wait until containers end, and print their exit codes",
            "Espera que contêineres terminem e mostra seus códigos de saída")
        .options(CommonOptions.general())
        .build();
  }

  static Command inspect() {
    return some(
            "inspect",
            "Print all that is known about containers, as JSON",
            "Mostra em JSON tudo o que se sabe sobre contêineres")
        .options(
            "Options",
            "Opções",
            Option.value(
                "format",
                'f',
                "PATH",
                "Print only the value at this path, such as .state.pid (default: json, everything)",
                "Mostra só o valor neste caminho, como .state.pid (padrão: json, tudo)"))
        .options(CommonOptions.general())
        .build();
  }

  static Command pause() {
    return some(
            "pause", "Freeze all processes of containers", "Congela os processos de contêineres")
        .options(CommonOptions.general())
        .build();
  }

  static Command unpause() {
    return some("unpause", "Thaw paused containers", "Descongela contêineres pausados")
        .options(CommonOptions.general())
        .build();
  }

  static Command logs() {
    return Command.of(
            "jaula logs",
            "Print what a detached container wrote",
            "Mostra o que um contêiner em segundo plano escreveu")
        .operands(Operand.required("CONTAINER", ValueKind.CONTAINER))
        .options(
            "Options",
            "Opções",
            Option.flag("follow", 'f', "Wait for more until it ends", "Espera por mais até o fim"),
            Option.value(
                "tail",
                'n',
                "N",
                "Begin this many lines before the end (default: all)",
                "Começa tantas linhas antes do fim (padrão: all, todas)"))
        .options(CommonOptions.general())
        .build();
  }

  private static CommandBuilder some(String name, String en, String pt) {
    return Command.of("jaula " + name, en, pt)
        .operands(Operand.some("CONTAINER", ValueKind.CONTAINER));
  }
}
