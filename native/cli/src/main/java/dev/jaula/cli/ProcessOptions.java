package dev.jaula.cli;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.ValueKind;

/** Options about the process inside, which run and exec share. */
final class ProcessOptions {
  private ProcessOptions() {}

  static OptionGroup terminal() {
    return OptionGroup.of(
        "Terminal",
        "Terminal",
        Option.flag(
            "interactive",
            'i',
            "Pass standard input on to the command",
            "Repassa a entrada padrão ao comando"),
        Option.flag(
            "tty",
            't',
            "Give the command a terminal of its own",
            "Dá ao comando um terminal próprio"),
        Option.flag(
            "detach",
            'd',
            "Run in the background and print the container's id",
            "Executa em segundo plano e mostra o id do contêiner"),
        Option.value(
            "detach-keys",
            Option.NONE,
            "KEYS",
            "Keys that leave the terminal while the command goes on (default: ctrl-p,ctrl-q)",
            "Teclas que deixam o terminal sem parar o comando (padrão: ctrl-p,ctrl-q)"));
  }

  static Option env() {
    return Option.list(
        "env",
        'e',
        "NAME[=VALUE]",
        "Set an environment variable; without a value, take the caller's",
        "Define uma variável de ambiente; sem valor, usa a de quem chama");
  }

  static Option envFile() {
    return Option.list(
            "env-file",
            Option.NONE,
            "FILE",
            "Read environment variables from a file, one NAME=VALUE a line",
            "Lê variáveis de ambiente de um arquivo, um NOME=VALOR por linha")
        .of(ValueKind.FILE);
  }

  static Option workdir() {
    return Option.value(
        "workdir",
        'w',
        "DIR",
        "Directory inside in which the command starts",
        "Diretório interno em que o comando começa");
  }

  static Option user() {
    return Option.value(
            "user",
            'u',
            "USER[:GROUP]",
            "User and group inside, by name or number (default: root)",
            "Usuário e grupo internos, por nome ou número (padrão: root)")
        .of(ValueKind.USER);
  }

  static Option groupAdd() {
    return Option.list(
            "group-add",
            Option.NONE,
            "GROUP",
            "Further group of the command, by name or number",
            "Grupo adicional do comando, por nome ou número")
        .of(ValueKind.GROUP);
  }

  static Option capAdd() {
    return Option.list(
            "cap-add",
            Option.NONE,
            "CAPABILITY",
            "Add a Linux capability, such as NET_ADMIN, or ALL",
            "Acrescenta uma capacidade do Linux, como NET_ADMIN, ou ALL")
        .of(ValueKind.CAPABILITY);
  }

  static Option capDrop() {
    return Option.list(
            "cap-drop",
            Option.NONE,
            "CAPABILITY",
            "Take a Linux capability away, or ALL",
            "Retira uma capacidade do Linux, ou ALL")
        .of(ValueKind.CAPABILITY);
  }

  static Option privileged() {
    return Option.flag(
        "privileged",
        Option.NONE,
        "Lift the protections: all capabilities and devices, no seccomp filter, no masked paths",
        "Retira as proteções: todas as capacidades e dispositivos, sem filtro seccomp nem caminhos"
            + " mascarados");
  }

  static Option securityOpt() {
    return Option.list(
            "security-opt",
            Option.NONE,
            "OPTION",
            "no-new-privileges[=false], seccomp=FILE, seccomp=unconfined",
            "no-new-privileges[=false], seccomp=ARQUIVO, seccomp=unconfined")
        .suggests("no-new-privileges", "no-new-privileges=false", "seccomp=unconfined", "seccomp=");
  }

  static Option ulimit() {
    return Option.list(
        "ulimit",
        Option.NONE,
        "NAME=SOFT[:HARD]",
        "Resource limit of the process, such as nofile=1024:4096; see getrlimit(2)",
        "Limite de recurso do processo, como nofile=1024:4096; veja getrlimit(2)");
  }
}
