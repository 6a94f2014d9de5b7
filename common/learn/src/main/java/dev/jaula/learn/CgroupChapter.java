package dev.jaula.learn;

/** Control groups by hand. */
final class CgroupChapter {
  private CgroupChapter() {}

  static Chapter of(Host host) {
    String cgroup = host.free("mazoni");
    String file = host.cpuFile(cgroup, "cpu.max", "cpu.cfs_quota_us");
    return new ChapterBuilder(
            "cgroup",
            "control groups: create, limit, classify",
            "control groups: criar, limitar, classificar")
        .needsCgroup()
        .say(
            "Namespaces decide what a process sees, control groups what it may use. A cgroup is a"
                + " directory below /sys/fs/cgroup; its files are the limits and the counters. We make one"
                + " and set limits: 20 % of a processor, 48 MiB.",
            "Os namespaces decidem o que um processo vê; os control groups, o que ele pode usar. Um cgroup"
                + " é um diretório em /sys/fs/cgroup; seus arquivos são os limites e os contadores. Vamos"
                + " criar um e pôr limites: 20 % de um processador, 48 MiB.")
        .hand("cgcreate -g cpu,memory:mazoni; cgset -r cpu.max=20000 mazoni")
        .run("", "jaula cgroup create " + cgroup + " --controllers cpu,memory")
        .run("", "jaula cgroup set " + cgroup + " cpu.max=20% memory.max=48M")
        .run("file", "cat " + file)
        .check(
            new Claim.Holds("file", "20000"),
            "20000 microseconds of every 100000.",
            "20000 microssegundos de cada 100000.")
        .say(
            "A process is moved in by writing its number into a file of the directory.",
            "Um processo entra quando seu número é gravado num arquivo do diretório.")
        .hand("cgclassify -g cpu,memory:mazoni PID")
        .run(
            "moved",
            "sleep 5 & jaula cgroup classify "
                + cgroup
                + " $!; jaula cgroup get "
                + cgroup
                + " cgroup.procs; grep mazoni /proc/$!/cgroup; kill $!")
        .check(
            new Claim.Holds("moved", "/mazoni"),
            "The process's own /proc/PID/cgroup says so, too.",
            "O /proc/PID/cgroup do próprio processo também diz isso.")
        .run("", "jaula cgroup delete " + cgroup)
        .cleanup("jaula cgroup kill " + cgroup + "; jaula cgroup delete " + cgroup)
        .build();
  }
}
