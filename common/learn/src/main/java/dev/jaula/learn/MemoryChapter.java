package dev.jaula.learn;

/** A limit of memory at work. */
final class MemoryChapter {
  private MemoryChapter() {}

  static Chapter of(Host host) {
    String peak = host.memoryInside("memory.peak", "memory.max_usage_in_bytes");
    String events = host.memoryInside("memory.events", "memory.oom_control");
    return new ChapterBuilder(
            "memory", "48 MiB, under a memory eater", "48 MiB, com um devorador de memória")
        .needsCgroup()
        .say(
            "Memory cannot be rationed as time can: when a group is at its limit and nothing can be given"
                + " back, the kernel kills one of its processes. dd with bs=N takes N bytes: we ask for 20,"
                + " then 40, then 100 MiB where 48 are allowed.",
            "Memória não dá para racionar como o tempo: quando um grupo chega ao limite e nada pode ser"
                + " devolvido, o kernel mata um dos seus processos. O dd com bs=N usa N bytes: vamos pedir"
                + " 20, depois 40, depois 100 MiB onde só cabem 48.")
        .run(
            "eater",
            "jaula run --memory 48M --memory-swap 48M host -- sh -c 'for m in 20 40 100; do"
                + " dd if=/dev/zero of=/dev/null bs=${m}M count=1 2>/dev/null; echo $m MiB: exit $?; done;"
                + " cat "
                + peak
                + "; grep oom_kill "
                + events
                + "'")
        .check(
            new Claim.Holds("eater", "40 MiB: exit 0"),
            "40 MiB fit; at 100 MiB the exit code is 137, that is 128 + 9 (SIGKILL).",
            "40 MiB cabem; com 100 MiB o código de saída é 137, ou seja, 128 + 9 (SIGKILL).")
        .check(
            new Claim.Holds("eater", "100 MiB: exit 137"),
            "The peak is the limit, 50331648 bytes, and oom_kill counts the kill.",
            "O pico é o limite, 50331648 bytes, e o oom_kill conta a morte.")
        .fail(
            "told",
            "jaula run --memory 48M --memory-swap 48M host -- dd if=/dev/zero of=/dev/null bs=100M count=1")
        .check(
            new Claim.Holds("told", "48M"),
            "When it hits the container's first process, Jaula says so in a line.",
            "Quando atinge o primeiro processo do contêiner, a Jaula avisa numa linha.")
        .build();
  }
}
