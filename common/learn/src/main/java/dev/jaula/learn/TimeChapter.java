package dev.jaula.learn;

/** The time namespace. */
final class TimeChapter {
  private TimeChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "time", "time namespace: another uptime", "namespace time: outro tempo de atividade")
        .say(
            "A time namespace shifts the clocks that count from the start of the machine. It is how a"
                + " container that moves to another machine keeps its uptime. We add ten days.",
            "Um namespace time desloca os relógios que contam desde o início da máquina. É assim que um"
                + " contêiner levado a outra máquina mantém seu tempo de atividade. Vamos somar dez dias.")
        .hand("unshare --time --boottime 864000 cat /proc/uptime")
        .run("out", "readlink /proc/self/ns/time; cat /proc/uptime")
        .run(
            "in",
            "jaula run --time-offset boottime=864000 host -- sh -c 'readlink /proc/self/ns/time; cat /proc/uptime'")
        .check(
            new Claim.Different("out", "in", "time:["),
            "Another namespace: 864000 seconds more.",
            "Outro namespace: 864000 segundos a mais.")
        .build();
  }
}
