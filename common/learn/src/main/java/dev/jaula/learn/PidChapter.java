package dev.jaula.learn;

/** The pid namespace. */
final class PidChapter {
  private PidChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "pid",
            "pid namespace: process numbers from 1",
            "namespace pid: processos numerados a partir de 1")
        .say(
            "In a pid namespace, processes are counted anew. The first one is number 1: when it ends, the"
                + " kernel kills all others. Processes outside cannot be seen, nor signalled.",
            "Num namespace pid, os processos são numerados de novo. O primeiro é o número 1: quando ele"
                + " termina, o kernel mata todos os outros. Os de fora não são vistos nem recebem sinais.")
        .hand("unshare --pid --fork --mount-proc sh -c 'echo $$; ls -d /proc/[0-9]*'")
        .run("out", "readlink /proc/self/ns/pid; ls -d /proc/[0-9]* | wc -l")
        .run(
            "in",
            "jaula run host -- sh -c 'readlink /proc/self/ns/pid; ls -d /proc/[0-9]* | wc -l; echo I am process $$'")
        .check(new Claim.Different("out", "in", "pid:["), "Another namespace.", "Outro namespace.")
        .check(
            new Claim.Holds("in", "process 1\n"),
            "The shell inside is process 1, and /proc lists only its own.",
            "O shell lá dentro é o processo 1, e o /proc lista só os dele.")
        .build();
  }
}
