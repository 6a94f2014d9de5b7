package dev.jaula.learn;

/** The uts namespace. */
final class UtsChapter {
  private UtsChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "uts",
            "uts namespace: a host name of its own",
            "namespace uts: um nome de máquina próprio")
        .say(
            "A namespace is a private copy of one kind of kernel table. Each process shows which ones it is"
                + " in under /proc/self/ns. The smallest is uts: the host name.",
            "Um namespace é uma cópia particular de um tipo de tabela do kernel. Todo processo mostra em"
                + " quais está em /proc/self/ns. O menor deles é o uts: o nome da máquina.")
        .hand("unshare --uts sh -c 'hostname gaiola; hostname'")
        .run("out", "readlink /proc/self/ns/uts; cat /proc/sys/kernel/hostname")
        .run(
            "in",
            "jaula run --hostname gaiola host -- sh -c 'readlink /proc/self/ns/uts; cat /proc/sys/kernel/hostname'")
        .run("after", "readlink /proc/self/ns/uts; cat /proc/sys/kernel/hostname")
        .check(
            new Claim.Different("out", "in", "uts:["),
            "The number in brackets is another one: another namespace.",
            "O número entre colchetes é outro: outro namespace.")
        .check(
            new Claim.Holds("in", "gaiola"),
            "Inside, the name is gaiola.",
            "Lá dentro, o nome é gaiola.")
        .check(
            new Claim.Same("out", "after"), "Outside, nothing changed.", "Aqui fora, nada mudou.")
        .build();
  }
}
