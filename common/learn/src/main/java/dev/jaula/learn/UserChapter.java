package dev.jaula.learn;

/** The user namespace. */
final class UserChapter {
  private UserChapter() {}

  static Chapter of() {
    return new ChapterBuilder(
            "user", "user namespace: root inside, not outside", "namespace user: root só lá dentro")
        .say(
            "The user namespace maps ids: root inside may be an ordinary user outside. It also owns the"
                + " other namespaces, and capabilities count only for what it owns. It is what lets"
                + " an ordinary user make containers.",
            "O namespace user mapeia identificadores: o root de dentro pode ser um usuário comum fora. Ele"
                + " também é dono dos outros namespaces, e as capabilities só valem para o que é dele. É o"
                + " que permite a um usuário comum criar contêineres.")
        .hand("unshare --user --map-root-user sh -c 'id -u; cat /proc/self/uid_map'")
        .run("out", "readlink /proc/self/ns/user; id -u")
        .run(
            "in",
            "jaula run host -- sh -c 'readlink /proc/self/ns/user; id -u; cat /proc/self/uid_map; grep CapEff /proc/self/status'")
        .check(
            new Claim.Different("out", "in", "user:["),
            "Another namespace; uid_map reads: first id inside, first id outside, how many.",
            "Outro namespace; leia o uid_map assim: primeiro id dentro, primeiro id fora, quantos.")
        .fail(
            "refused",
            "jaula run host -- sh -c 'hostname x 2>&1 || echo x > /proc/sys/kernel/hostname'")
        .say(
            "Even for root in there, some calls are refused: of the capabilities, only Docker's are kept"
                + " (--cap-add gives more).",
            "Mesmo sendo root lá dentro, algumas chamadas são recusadas: das capabilities, ficam só as do"
                + " Docker (--cap-add dá mais).")
        .build();
  }
}
