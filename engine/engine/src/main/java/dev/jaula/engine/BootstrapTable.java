package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The table of {@code jaula bootstrap}: debootstrap's arguments (man 8 debootstrap). */
final class BootstrapTable {
  private BootstrapTable() {}

  static Command table() {
    return Options.verb("bootstrap")
        .operands(
            Operand.required("SUITE", ValueKind.PLAIN),
            Operand.optional("TARGET", ValueKind.FILE),
            Operand.optional("MIRROR", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.value(
                "arch",
                Option.NONE,
                "ARCHITECTURE",
                "Architecture as the distribution names it (default: this machine's)",
                "Arquitetura como a distribuição a chama (padrão: a desta máquina)"),
            Option.value(
                    "variant",
                    Option.NONE,
                    "VARIANT",
                    "minbase (essential packages and apt), buildd, or - (default: what is required and important)",
                    "minbase (pacotes essenciais e apt), buildd ou - (padrão: os required e important)")
                .choices("minbase", "buildd", "-"),
            Option.list(
                "include", Option.NONE, "PACKAGE,...", "Further packages", "Outros pacotes"),
            Option.list(
                "exclude", Option.NONE, "PACKAGE,...", "Packages to leave out", "Pacotes a omitir"),
            Option.list(
                "components",
                Option.NONE,
                "NAME,...",
                "Components of the archive (default: main)",
                "Componentes do arquivo de pacotes (padrão: main)"),
            Option.value(
                    "keyring",
                    Option.NONE,
                    "FILE",
                    "Keys that may sign the archive's index",
                    "Chaves que podem assinar o índice do arquivo de pacotes")
                .of(ValueKind.FILE),
            Option.flag(
                "no-check-gpg",
                Option.NONE,
                "Take an index whose signature was not checked",
                "Aceita um índice cuja assinatura não foi verificada"),
            Option.flag(
                "no-check-valid-until",
                Option.NONE,
                "Take an index that is out of date",
                "Aceita um índice vencido"),
            Option.flag(
                "print-debs",
                Option.NONE,
                "Print the packages that would be installed, and end",
                "Imprime os pacotes que seriam instalados e termina"),
            Option.value(
                    "cache-dir",
                    Option.NONE,
                    "DIR",
                    "Keep packages here, and take them from here",
                    "Guarda os pacotes aqui e daqui os tira")
                .of(ValueKind.DIRECTORY),
            Options.quiet("Tell only of errors", "Só conta erros"))
        .options(Options.general())
        .example(
            "jaula bootstrap stable debian:stable",
            "An image from this machine's own package sources",
            "Uma imagem das próprias fontes de pacotes desta máquina")
        .example(
            "jaula bootstrap bookworm ./debian http://deb.debian.org/debian",
            "A directory, from a mirror",
            "Um diretório, de um espelho")
        .build();
  }
}
