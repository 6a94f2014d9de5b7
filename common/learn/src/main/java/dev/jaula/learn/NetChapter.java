package dev.jaula.learn;

/** The network namespace. */
final class NetChapter {
  private NetChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "net",
            "net namespace: no network but its own",
            "namespace net: nenhuma rede além da própria")
        .say(
            "Interfaces, addresses, routes, ports and firewall rules belong to a net namespace. A new one"
                + " has just lo.",
            "Interfaces, endereços, rotas, portas e regras de firewall pertencem a um namespace net. Um"
                + " novo só tem a lo.")
        .hand("unshare --net ip link")
        .run("out", "readlink /proc/self/ns/net")
        .run("", "ls /sys/class/net")
        .run(
            "in",
            "jaula run --network none host -- sh -c 'readlink /proc/self/ns/net; ls /sys/class/net'")
        .run("host", "jaula run --network host host -- readlink /proc/self/ns/net")
        .check(
            new Claim.Different("out", "in", "net:["),
            "Another namespace, only lo.",
            "Outro namespace, só a lo.")
        .check(
            new Claim.Same("out", "host"),
            "--network host shares the machine's instead: the number is the first one again.",
            "Já --network host usa o da máquina: o número volta a ser o primeiro.")
        .build();
  }
}
