package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The table of {@code jaula exec}. */
final class ExecTable {
  private ExecTable() {}

  static Command table() {
    return Command.of(
            "jaula exec",
            "Run a further command in a running container",
            "Executa mais um comando em um contêiner em execução")
        .usage("[OPTIONS] CONTAINER [--] COMMAND [ARG...]")
        .operands(
            Operand.required("CONTAINER", ValueKind.CONTAINER),
            Operand.some("COMMAND", ValueKind.PROGRAM))
        .optionsFirst()
        .options(ProcessOptions.terminal())
        .options(
            "Process",
            "Processo",
            ProcessOptions.env(),
            ProcessOptions.envFile(),
            ProcessOptions.workdir(),
            ProcessOptions.user(),
            ProcessOptions.groupAdd(),
            ProcessOptions.ulimit(),
            pidfile())
        .options(
            "Security",
            "Segurança",
            ProcessOptions.capAdd(),
            ProcessOptions.capDrop(),
            ProcessOptions.securityOpt(),
            ProcessOptions.privileged())
        .options(CommonOptions.insight())
        .example(
            "jaula exec -it mazoni bash",
            "A shell beside the container's command",
            "Um shell ao lado do comando do contêiner")
        .build();
  }

  private static Option pidfile() {
    return Option.value(
            "pidfile",
            Option.NONE,
            "FILE",
            "Write the command's process id, as the host sees it, to this file",
            "Grava neste arquivo o pid do comando visto pelo hospedeiro")
        .of(ValueKind.FILE);
  }
}
