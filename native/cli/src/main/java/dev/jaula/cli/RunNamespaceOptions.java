package dev.jaula.cli;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;

/** The options of {@code jaula run} about namespaces: new, the host's, or another container's. */
final class RunNamespaceOptions {
  private RunNamespaceOptions() {}

  static OptionGroup group() {
    return OptionGroup.of(
        "Namespaces (new by default; or host, container:NAME, pid:PID, a path)",
        "Namespaces (novos por padrão; ou host, container:NOME, pid:PID, um caminho)",
        Option.value(
                "network",
                Option.NONE,
                "NETWORK",
                "Network namespace: none (default, only a loopback), host, or one to join",
                "Namespace de rede: none (padrão, só loopback), host, ou um ao qual se juntar")
            .suggests("none", "host", "container:")
            .alias("net"),
        join("pid", "Process namespace", "Namespace de processos", "private"),
        join(
            "ipc",
            "Namespace of System V IPC and /dev/shm",
            "Namespace de IPC e /dev/shm",
            "private"),
        join("uts", "Namespace of host and domain name", "Namespace de nome e domínio", "private"),
        join("cgroupns", "Cgroup namespace", "Namespace de cgroups", "private"),
        join(
            "userns",
            "User namespace; auto takes a range of ids for root alone",
            "Namespace de usuários; auto toma uma faixa de ids só para o root",
            "private"),
        Option.list(
            "uidmap",
            Option.NONE,
            "INSIDE:HOST:COUNT",
            "Map a range of user ids in a new user namespace",
            "Mapeia uma faixa de ids de usuário em um novo namespace de usuários"),
        Option.list(
            "gidmap",
            Option.NONE,
            "INSIDE:HOST:COUNT",
            "Map a range of group ids in a new user namespace",
            "Mapeia uma faixa de ids de grupo em um novo namespace de usuários"),
        Option.value(
            "hostname",
            'h',
            "NAME",
            "Host name inside (default: the container's name)",
            "Nome da máquina dentro (padrão: o nome do contêiner)"),
        Option.value(
            "domainname",
            Option.NONE,
            "NAME",
            "NIS domain name inside",
            "Nome de domínio NIS dentro"),
        Option.list(
                "time-offset",
                Option.NONE,
                "CLOCK=SECONDS",
                "Shift a clock inside, monotonic or boottime; makes a new time namespace",
                "Desloca um relógio interno, monotonic ou boottime; cria um namespace de tempo")
            .suggests("monotonic=", "boottime="));
  }

  private static Option join(String name, String en, String pt, String fresh) {
    return Option.value(name, Option.NONE, "NAMESPACE", en, pt)
        .suggests(fresh, "host", "container:");
  }
}
