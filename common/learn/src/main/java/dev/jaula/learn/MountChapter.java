package dev.jaula.learn;

/** The mount namespace. */
final class MountChapter {
  private MountChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "mount",
            "mount namespace: a table of mounts of its own",
            "namespace mount: uma tabela de montagens própria")
        .say(
            "The mount namespace is the table of what is mounted where. A mount made inside stays inside."
                + " We put a file system in memory on /mnt.",
            "O namespace mount é a tabela do que está montado e onde. Uma montagem feita dentro fica"
                + " dentro. Vamos pôr um sistema de arquivos em memória em /mnt.")
        .hand(
            "unshare --mount sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt; grep /mnt /proc/self/mounts'")
        .run("out", "readlink /proc/self/ns/mnt")
        .run(
            "in",
            "jaula run --tmpfs /mnt:size=1m host -- sh -c 'readlink /proc/self/ns/mnt; grep \" /mnt \" /proc/mounts'")
        .fail("after", "grep -c 'tmpfs /mnt .*size=1024k' /proc/self/mounts")
        .check(new Claim.Different("out", "in", "mnt:["), "Another namespace.", "Outro namespace.")
        .check(
            new Claim.Holds("in", "tmpfs /mnt"),
            "Mounted inside; outside no such mount is counted.",
            "Montado lá dentro; aqui fora essa montagem não aparece.")
        .build();
  }
}
