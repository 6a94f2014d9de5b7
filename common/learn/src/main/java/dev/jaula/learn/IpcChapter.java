package dev.jaula.learn;

/** The ipc namespace. */
final class IpcChapter {
  private IpcChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "ipc",
            "ipc namespace: shared memory and queues",
            "namespace ipc: memória compartilhada e filas")
        .say(
            "System V shared memory, semaphores and POSIX queues are found by key, by anybody on the"
                + " machine. In an ipc namespace the tables are empty and private.",
            "A memória compartilhada System V, os semáforos e as filas POSIX são achados por uma chave,"
                + " por qualquer um na máquina. Num namespace ipc as tabelas são vazias e particulares.")
        .hand("unshare --ipc ipcs")
        .run("out", "readlink /proc/self/ns/ipc")
        .run(
            "in",
            "jaula run host -- sh -c 'readlink /proc/self/ns/ipc; wc -l < /proc/sysvipc/shm; grep mqueue /proc/mounts'")
        .check(
            new Claim.Different("out", "in", "ipc:["),
            "Another namespace: its table of shared memory has a head and no rows.",
            "Outro namespace: a tabela de memória compartilhada tem o cabeçalho e nenhuma linha.")
        .build();
  }
}
