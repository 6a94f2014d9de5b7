package dev.jaula.learn;

/** The cgroup namespace. */
final class CgroupNamespaceChapter {
  private CgroupNamespaceChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "cgroupns",
            "cgroup namespace: its own cgroup is the root",
            "namespace cgroup: o próprio cgroup é a raiz")
        .say(
            "/proc/self/cgroup tells where in the tree of control groups a process is. In a cgroup"
                + " namespace that place is called /, and what is above is hidden.",
            "O /proc/self/cgroup diz em que ponto da árvore de control groups um processo está. Num"
                + " namespace cgroup esse ponto se chama /, e o que está acima fica escondido.")
        .hand("unshare --cgroup cat /proc/self/cgroup")
        .run("out", "readlink /proc/self/ns/cgroup")
        .run(
            "shared",
            "jaula run --cgroupns host --name learn-shared host -- sh -c 'readlink /proc/self/ns/cgroup; tail -n 3 /proc/self/cgroup'")
        .run(
            "in",
            "jaula run --name learn-own host -- sh -c 'readlink /proc/self/ns/cgroup; tail -n 3 /proc/self/cgroup'")
        .check(
            new Claim.Different("shared", "in", "cgroup:["),
            "Another namespace: the paths begin at the container.",
            "Outro namespace: os caminhos começam no contêiner.")
        .build();
  }
}
