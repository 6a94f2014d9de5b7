package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.Example;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.Text;
import dev.jaula.args.ValueKind;
import java.util.List;

/**
 * The table of {@code jaula run}. Names, letters and meanings are Docker's wherever Docker has the
 * option.
 */
final class RunTable {
  private RunTable() {}

  static Command table() {
    return Command.of(
            "jaula run",
            "Run a command in a new container",
            "Executa um comando em um novo contêiner")
        .description(() -> new Text(DESCRIPTION, DESCRICAO))
        .examples(RunTable::examples)
        .usage("[OPTIONS] ROOT [--] COMMAND [ARG...]")
        .operands(
            Operand.required("ROOT", ValueKind.FILE).suggests("host"),
            Operand.any("COMMAND", ValueKind.PROGRAM))
        .optionsFirst()
        .options(RunTable::container)
        .options(ProcessOptions::terminal)
        .options(RunTable::process)
        .options(RunResourceOptions::group)
        .options(RunResourceOptions::devices)
        .options(RunNamespaceOptions::group)
        .options(RunTable::files)
        .options(RunTable::security)
        .options(CommonOptions::insight)
        .build();
  }

  private static List<Example> examples() {
    return List.of(
        Example.of(
            "jaula run --cpus 0.2 --memory 48M host -- dd if=/dev/zero of=/dev/null bs=8k count=256k",
            "A fifth of a CPU and 48 MiB for dd, under this machine's own root file system",
            "Um quinto de uma CPU e 48 MiB para dd, sobre o próprio sistema de arquivos da máquina"),
        Example.of(
            "jaula run -it --name mazoni ./debian bash",
            "A shell in a tree that debootstrap made",
            "Um shell em uma árvore feita por debootstrap"),
        Example.of(
            "jaula run --explain --dry-run host true",
            "The steps of a start, and the shell commands for them",
            "Os passos de um início e os comandos de shell equivalentes"));
  }

  private static OptionGroup container() {
    return OptionGroup.of(
        "Container",
        "Contêiner",
        Option.value(
            "name",
            Option.NONE,
            "NAME",
            "Name of the container (default: one is made up)",
            "Nome do contêiner (padrão: um nome inventado)"),
        Option.flag(
            "rm",
            Option.NONE,
            "Remove the container when it ends; the default in the foreground, =false keeps it",
            "Remove o contêiner quando ele termina; padrão em primeiro plano, =false o mantém"),
        Option.value(
                "pull",
                Option.NONE,
                "WHEN",
                "When to pull an image: missing (default), always or never",
                "Quando baixar uma imagem: missing (padrão), always ou never")
            .choices("missing", "always", "never"),
        Option.value(
            "platform",
            Option.NONE,
            "OS/ARCH",
            "Platform of the image to pull, as linux/arm64",
            "Plataforma da imagem a baixar, como linux/arm64"),
        Option.list("label", 'l', "KEY=VALUE", "Label of the container", "Rótulo do contêiner"),
        Option.list(
            "annotation",
            Option.NONE,
            "KEY=VALUE",
            "Annotation in the container's specification",
            "Anotação na especificação do contêiner"),
        Option.value(
                "cidfile",
                Option.NONE,
                "FILE",
                "Write the container's name to this file, which must not exist",
                "Grava o nome do contêiner neste arquivo, que não pode existir")
            .of(ValueKind.FILE),
        Option.value(
                "pidfile",
                Option.NONE,
                "FILE",
                "Write the command's process id, as the host sees it, to this file",
                "Grava neste arquivo o pid do comando visto pelo hospedeiro")
            .of(ValueKind.FILE),
        Option.value(
                "stop-signal",
                Option.NONE,
                "SIGNAL",
                "Signal by which stop asks the command to end (default: TERM)",
                "Sinal com que stop pede ao comando que termine (padrão: TERM)")
            .of(ValueKind.SIGNAL),
        Option.value(
            "stop-timeout",
            Option.NONE,
            "SECONDS",
            "Time that stop waits before it kills (default: 10)",
            "Tempo que stop espera antes de matar (padrão: 10)"),
        Option.value(
            "timeout",
            Option.NONE,
            "SECONDS",
            "Kill the container when it has run this long",
            "Mata o contêiner depois deste tempo de execução"));
  }

  private static OptionGroup process() {
    return OptionGroup.of(
        "Process",
        "Processo",
        ProcessOptions.env(),
        ProcessOptions.envFile(),
        ProcessOptions.workdir(),
        ProcessOptions.user(),
        ProcessOptions.groupAdd(),
        Option.value(
            "entrypoint",
            Option.NONE,
            "PROGRAM",
            "Program to run; COMMAND becomes its arguments",
            "Programa a executar; COMMAND vira seus argumentos"),
        Option.flag(
            "init",
            Option.NONE,
            "Run Jaula's own init as process 1, which passes signals on and reaps orphans",
            "Executa o init do Jaula como processo 1, que repassa sinais e recolhe órfãos"),
        ProcessOptions.ulimit(),
        Option.value(
            "oom-score-adj",
            Option.NONE,
            "N",
            "How gladly the kernel kills the command when memory is short: -1000 to 1000",
            "Preferência do kernel por matar o comando quando falta memória: -1000 a 1000"));
  }

  private static OptionGroup files() {
    return OptionGroup.of(
        "File system",
        "Sistema de arquivos",
        Option.flag(
            "read-only",
            Option.NONE,
            "Mount the root file system read-only",
            "Monta o sistema de arquivos raiz somente para leitura"),
        Option.flag(
            "rootfs-rw",
            Option.NONE,
            "Keep changes in ROOT itself; by default they are thrown away",
            "Grava as mudanças na própria ROOT; por padrão são descartadas"),
        Option.list(
                "volume",
                'v',
                "SOURCE:TARGET[:OPTIONS]",
                "Show a directory or file of the host inside; options: ro, rw, idmap, rshared and others",
                "Mostra dentro um diretório ou arquivo do hospedeiro; opções: ro, rw, idmap, rshared e outras")
            .of(ValueKind.FILE),
        Option.list(
                "mount",
                Option.NONE,
                "KEY=VALUE,...",
                "Mount a file system: type= bind, tmpfs or overlay; source=, target=, readonly and others",
                "Monta um sistema de arquivos: type= bind, tmpfs ou overlay; source=, target=, readonly e outras")
            .suggests("type=bind,source=", "type=tmpfs,target=", "type=overlay,source="),
        Option.list(
            "tmpfs",
            Option.NONE,
            "TARGET[:OPTIONS]",
            "Mount an empty file system in memory, such as /run:size=16M,mode=755",
            "Monta um sistema de arquivos vazio em memória, como /run:size=16M,mode=755"),
        Option.value(
            "shm-size",
            Option.NONE,
            "SIZE",
            "Size of /dev/shm (default: 64M)",
            "Tamanho de /dev/shm (padrão: 64M)"),
        Option.list(
                "device",
                Option.NONE,
                "HOST[:INSIDE[:rwm]]",
                "Let a device of the host be used inside",
                "Permite usar dentro um dispositivo do hospedeiro")
            .of(ValueKind.FILE));
  }

  private static OptionGroup security() {
    return OptionGroup.of(
        "Security",
        "Segurança",
        ProcessOptions.capAdd(),
        ProcessOptions.capDrop(),
        ProcessOptions.securityOpt(),
        ProcessOptions.privileged(),
        Option.list(
            "sysctl",
            Option.NONE,
            "KEY=VALUE",
            "Set a kernel parameter that belongs to a namespace, such as net.ipv4.ip_forward=1",
            "Define um parâmetro do kernel próprio de um namespace, como net.ipv4.ip_forward=1"));
  }

  private static final String DESCRIPTION =
      """
      Makes the namespaces and the cgroup, builds the root file system, drops privileges, and runs \
      COMMAND as process 1 in it.

      ROOT is host (this machine's root file system, read-only under a throw-away layer, personal and \
      secret files hidden), a directory such as debootstrap makes, a tar archive, or an image such as \
      debian:stable, which is pulled when it is not there.

      The exit code is the command's; 125 if Jaula itself failed, 126 if the command cannot be \
      executed, 127 if it was not found, 128+N if signal N ended it.\
      """;

  private static final String DESCRICAO =
      """
      Cria os namespaces e o cgroup, monta o sistema de arquivos raiz, abandona privilégios e executa \
      COMMAND como processo 1 lá dentro.

      ROOT é host (o sistema de arquivos raiz desta máquina, somente leitura sob uma camada \
      descartável, com arquivos pessoais e segredos escondidos), um diretório como o que debootstrap \
      cria, um arquivo tar, ou uma imagem como debian:stable, que é baixada se \
      não estiver aqui.

      O código de saída é o do comando; 125 se o próprio Jaula falhou, 126 se o comando não pode ser \
      executado, 127 se não foi encontrado, 128+N se o sinal N o terminou.\
      """;
}
