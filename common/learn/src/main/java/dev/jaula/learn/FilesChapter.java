package dev.jaula.learn;

/** The file systems that programs expect. */
final class FilesChapter {
  private FilesChapter() {}

  static Chapter of() {
    return new ChapterBuilder("mounts", "/proc, /sys, /dev and /tmp", "/proc, /sys, /dev e /tmp")
        .say(
            "Programs expect /proc (processes), /sys (devices), /dev and /tmp. Each is mounted afresh, so"
                + " that it shows the container's namespaces and not the machine.",
            "Os programas esperam /proc (processos), /sys (dispositivos), /dev e /tmp. Cada um é montado"
                + " de novo, para mostrar os namespaces do contêiner e não a máquina.")
        .hand(
            "mount -t proc proc /proc; mount -t sysfs -o ro sysfs /sys; mount -t tmpfs tmpfs /tmp")
        .run(
            "in",
            "jaula run host -- sh -c 'grep -E \" /(proc|sys|dev|tmp) \" /proc/mounts; ls /dev'")
        .check(
            new Claim.Holds("in", "proc /proc proc"),
            "Four mounts of its own.",
            "Quatro montagens próprias.")
        .say(
            "Files of the kernel that would give the machine away are masked or read-only, as in Docker.",
            "Arquivos do kernel que entregariam a máquina são mascarados ou só de leitura, como no Docker.")
        .fail(
            "sysctl",
            "jaula run host -- sh -c 'ls /sys/firmware | wc -l; echo 1 > /proc/sys/vm/drop_caches'")
        .check(
            new Claim.Holds("sysctl", "drop_caches"),
            "The firmware's directory is empty, and writing a setting is refused.",
            "O diretório do firmware aparece vazio, e gravar um ajuste é recusado.")
        .build();
  }
}
