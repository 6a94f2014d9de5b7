package dev.jaula.cli;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.ValueKind;

/** The options of {@code jaula run} about cgroups. */
final class RunResourceOptions {
  private RunResourceOptions() {}

  static OptionGroup group() {
    return OptionGroup.of(
        "Resources",
        "Recursos",
        value(
            "cpus",
            Option.NONE,
            "N",
            "CPUs it may use, such as 0.2 or 1.5",
            "CPUs que pode usar, como 0.2 ou 1.5"),
        value(
            "cpu-period",
            Option.NONE,
            "MICROSECONDS",
            "Length of the period for --cpu-quota (default: 100000)",
            "Duração do período de --cpu-quota (padrão: 100000)"),
        value(
            "cpu-quota",
            Option.NONE,
            "MICROSECONDS",
            "CPU time in each period; -1 for no limit",
            "Tempo de CPU em cada período; -1 para sem limite"),
        value(
            "cpu-shares",
            'c',
            "N",
            "Share of a busy CPU against other groups, 2 to 262144 (default: 1024)",
            "Fatia de uma CPU disputada com outros grupos, 2 a 262144 (padrão: 1024)"),
        value(
            "cpu-weight",
            Option.NONE,
            "N",
            "The same on the scale of cgroup v2, 1 to 10000 (default: 100)",
            "O mesmo na escala do cgroup v2, 1 a 10000 (padrão: 100)"),
        value(
            "cpuset-cpus",
            Option.NONE,
            "LIST",
            "CPUs on which it may run, such as 0-2,4",
            "CPUs em que pode executar, como 0-2,4"),
        value(
            "cpuset-mems",
            Option.NONE,
            "LIST",
            "Memory nodes that it may use, such as 0,1",
            "Nós de memória que pode usar, como 0,1"),
        value(
            "memory",
            'm',
            "SIZE",
            "Most memory it may use, such as 48M; beyond it, the kernel kills",
            "Máximo de memória que pode usar, como 48M; acima disso, o kernel mata"),
        value(
            "memory-reservation",
            Option.NONE,
            "SIZE",
            "Memory that is taken back from it last when the machine is short",
            "Memória que lhe é tomada por último quando falta na máquina"),
        value(
            "memory-swap",
            Option.NONE,
            "SIZE",
            "Most memory and swap together; -1 for unlimited swap (default: twice --memory)",
            "Máximo de memória e swap juntos; -1 para swap ilimitado (padrão: o dobro de --memory)"),
        value(
            "pids-limit",
            Option.NONE,
            "N",
            "Most processes and threads; -1 for no limit",
            "Máximo de processos e threads; -1 para sem limite"),
        Option.value(
                "cgroup-parent",
                Option.NONE,
                "PATH",
                "Cgroup under which the container's own is made",
                "Cgroup sob o qual o do contêiner é criado")
            .of(ValueKind.CGROUP),
        Option.list(
                "cgroup-conf",
                Option.NONE,
                "KEY=VALUE",
                "Write any cgroup v2 key, such as memory.high=40M",
                "Grava qualquer chave do cgroup v2, como memory.high=40M")
            .of(ValueKind.CGROUP_KEY));
  }

  static OptionGroup devices() {
    return OptionGroup.of(
        "Input and output",
        "Entrada e saída",
        value(
            "blkio-weight",
            Option.NONE,
            "N",
            "Share of busy block devices, 10 to 1000; 0 leaves it alone",
            "Fatia de dispositivos de bloco disputados, 10 a 1000; 0 não altera"),
        rate(
            "device-read-bps",
            "DEVICE:RATE",
            "Bytes a second read from a device, such as /dev/sda:1M",
            "Bytes por segundo lidos de um dispositivo, como /dev/sda:1M"),
        rate(
            "device-write-bps",
            "DEVICE:RATE",
            "Bytes a second written to a device",
            "Bytes por segundo gravados em um dispositivo"),
        rate(
            "device-read-iops",
            "DEVICE:N",
            "Reads a second from a device",
            "Leituras por segundo de um dispositivo"),
        rate(
            "device-write-iops",
            "DEVICE:N",
            "Writes a second to a device",
            "Gravações por segundo em um dispositivo"));
  }

  private static Option value(String name, char letter, String valueName, String en, String pt) {
    return Option.value(name, letter, valueName, en, pt);
  }

  private static Option rate(String name, String unit, String en, String pt) {
    return Option.list(name, Option.NONE, unit, en, pt).of(ValueKind.FILE);
  }
}
