package dev.jaula.learn;

/** A limit of processor time at work. */
final class CpuChapter {
  private static final String NAME = "learn-dd";

  private CpuChapter() {}

  static Chapter of(Host host) {
    String cgroup = host.cgroup(NAME);
    String usage = "cat " + host.usageFile(cgroup);
    Claim.Rate rate =
        new Claim.Rate(
            "before",
            "after",
            host.unified() ? "usage_usec" : "",
            host.unified() ? 1_000_000 : 1_000_000_000,
            10,
            230);
    return new ChapterBuilder(
            "cpu", "20 % of a processor, under dd", "20 % de um processador, com o dd")
        .needsCgroup()
        .say(
            "dd takes all the processor time it can get. In a container with --cpus 0.2 it starts to run,"
                + " and the kernel counts the time it used. We read the counter twice.",
            "O dd usa todo o tempo de processador que conseguir. Vamos executá-lo num contêiner com --cpus"
                + " 0.2; o kernel conta o tempo usado. Lemos o contador duas vezes.")
        .run(
            "",
            "jaula run --name "
                + NAME
                + " --cpus 0.2 host -- dd if=/dev/zero of=/dev/null bs=8k >/dev/null 2>&1 & sleep 0.5")
        .run("before", usage)
        .run("", "sleep 1.5")
        .run("after", usage)
        .check(
            rate,
            "Measured between the two readings, of one processor (less when the machine is busy):",
            "Medido entre as duas leituras, de um processador (menos se a máquina está ocupada):")
        .say(
            "When the 20 ms of a period of 100 ms are used up, the kernel throttles the group until the"
                + " next period.",
            "Quando os 20 ms de um período de 100 ms acabam, o kernel freia o grupo até o período"
                + " seguinte.")
        .run("throttled", "grep throttled " + host.cpuFile(cgroup, "cpu.stat", "cpu.stat"))
        .run("", "jaula stats --no-stream " + NAME)
        .check(
            new Claim.Holds("throttled", "nr_throttled"),
            "nr_throttled counts those periods. Watch it live: jaula top",
            "O nr_throttled conta esses períodos. Acompanhe ao vivo: jaula top")
        .run("", "jaula cgroup kill " + cgroup)
        .cleanup("jaula cgroup kill " + cgroup)
        .build();
  }
}
