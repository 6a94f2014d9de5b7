package dev.jaula.learn;

/** The root file system. */
final class RootChapter {
  private RootChapter() {}

  static Chapter of() {
    return new ChapterBuilder("root", "the root file system", "o sistema de arquivos raiz")
        .say(
            "A container sees a root directory of its own. Here it is a new one in memory, with this"
                + " machine's directories under a layer (overlay) that takes the changes and is thrown"
                + " away. We write a file inside and look for it outside.",
            "Um contêiner enxerga um diretório raiz só dele. Aqui é um novo, em memória, com os diretórios"
                + " desta máquina sob uma camada (overlay) que recebe as mudanças e depois é descartada."
                + " Vamos gravar um arquivo dentro e procurá-lo fora.")
        .hand(
            "unshare --mount sh -c 'mount -t overlay ... /new && cd /new && pivot_root . old && umount -l old'")
        .run(
            "in",
            "jaula run host -- sh -c 'echo hi > /etc/written-inside && ls /etc/written-inside; cut -d\" \" -f1-3 /proc/mounts | grep -E \" /(|etc|usr) \"'")
        .fail("out", "ls /etc/written-inside")
        .check(
            new Claim.Holds("in", "overlay"),
            "The directories inside are overlays; outside there is no such file.",
            "Os diretórios lá dentro são overlays; aqui fora o arquivo não existe.")
        .say(
            "pivot_root swaps the root for the whole mount namespace and the old one is detached: nothing"
                + " is left to climb back to, as there is after chroot. With --read-only the layer goes, too.",
            "O pivot_root troca a raiz de todo o namespace de montagem e a antiga é desligada: não sobra"
                + " para onde escapar, como sobra depois de um chroot. Com --read-only, nem a camada existe.")
        .fail("ro", "jaula run --read-only host -- touch /written-inside")
        .check(
            new Claim.Holds("ro", "/written-inside"),
            "The kernel refuses the write.",
            "O kernel recusa a gravação.")
        .build();
  }
}
