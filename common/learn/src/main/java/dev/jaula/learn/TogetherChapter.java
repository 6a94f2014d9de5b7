package dev.jaula.learn;

/** Everything in one command. */
final class TogetherChapter {
  private TogetherChapter() {}

  static Chapter of(Host host) {
    String limits = host.base().isEmpty() ? "" : "--cpus 0.2 --memory 48M ";
    ChapterBuilder chapter =
        new ChapterBuilder("all", "all of it in one command", "tudo num comando só")
            .say(
                "This is the tutorial's container: every namespace, its own root, its mounts, its limits,"
                    + " few capabilities and a filter of system calls.",
                "Este é o contêiner do tutorial: todos os namespaces, raiz própria, montagens, limites,"
                    + " poucas capabilities e um filtro de chamadas de sistema.");
    if (host.base().isEmpty()) {
      chapter.say(
          "Without the limits, as this user has no cgroup: " + host.remedy() + ".",
          "Sem os limites, pois este usuário não tem cgroup: " + host.remedy() + ".");
    }
    return chapter
        .run("all", "jaula run " + limits + "host -- dd if=/dev/zero of=/dev/null bs=8k count=256k")
        .check(
            new Claim.Holds("all", "2147483648"),
            "It ran, and has gone without a trace.",
            "Executou e sumiu sem deixar rastro.")
        .say(
            "Every step is a line that you could type:",
            "Cada passo é uma linha que você poderia digitar:")
        .run(
            "plan",
            "jaula run --dry-run "
                + limits
                + "host -- true | grep -E '^(unshare|echo|mount -t (proc|sysfs|mqueue)|pivot_root|exec) '")
        .say(
            "Go on: jaula run --explain ... tells each step as it happens, jaula run -it host -- sh gives a"
                + " shell in a container, jaula top watches them, jaula cgroup does what cgroup-tools do,"
                + " jaula info tells what this machine can do, jaula help lists the rest.",
            "Continue: jaula run --explain ... conta cada passo enquanto acontece, jaula run -it host -- sh"
                + " abre um shell num contêiner, jaula top os acompanha, jaula cgroup faz o que as"
                + " cgroup-tools fazem, jaula info diz o que esta máquina permite, jaula help lista o resto.")
        .build();
  }
}
