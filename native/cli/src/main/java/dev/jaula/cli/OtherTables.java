package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the commands about Jaula itself. */
final class OtherTables {
  private OtherTables() {}

  static Command info() {
    return Command.of(
            "jaula info",
            "Tell what this kernel and this user can and cannot do, and how to get it",
            "Diz o que este kernel e este usuário podem ou não fazer, e como obter o que falta")
        .options(
            "Options",
            "Opções",
            CommonOptions.format(),
            Option.flag(
                "seccomp-profile",
                Option.NONE,
                "Print the default seccomp rules instead, as linux.seccomp of an OCI config.json",
                "Em vez disso, mostra as regras seccomp padrão como linux.seccomp de um config.json"))
        .options(CommonOptions.general())
        .build();
  }

  static Command version() {
    return Command.of("jaula version", "Print the version", "Mostra a versão")
        .options("Options", "Opções", CommonOptions.format())
        .options(CommonOptions.general())
        .build();
  }

  static Command completion() {
    return Command.of(
            "jaula completion",
            "Print the script that completes command lines in a shell",
            "Mostra o script que completa linhas de comando em um shell")
        .operands(Operand.required("SHELL", ValueKind.PLAIN).choices("bash", "zsh", "fish"))
        .options(CommonOptions.general())
        .example("source <(jaula completion bash)", "Complete in this bash", "Completa neste bash")
        .example(
            "jaula completion fish > ~/.config/fish/completions/jaula.fish",
            "Complete in every fish from now on",
            "Completa em todo fish daqui em diante")
        .build();
  }

  static Command help() {
    return Command.of("jaula help", "Show the help of a command", "Mostra a ajuda de um comando")
        .operands(Operand.any("COMMAND", ValueKind.VERB))
        .options(CommonOptions.general())
        .build();
  }

  static Command man() {
    return Command.of(
            "jaula man",
            "Print the manual page of a command, as roff",
            "Mostra a página de manual de um comando, em roff")
        .operands(Operand.any("COMMAND", ValueKind.VERB))
        .options(
            "Options",
            "Opções",
            Option.value(
                    "output",
                    'o',
                    "DIR",
                    "Write the pages of all commands into this directory",
                    "Grava as páginas de todos os comandos neste diretório")
                .of(ValueKind.DIRECTORY))
        .options(CommonOptions.general())
        .example("jaula man run | man -l -", "Read about run", "Lê sobre run")
        .build();
  }
}
