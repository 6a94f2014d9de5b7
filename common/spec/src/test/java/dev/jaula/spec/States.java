package dev.jaula.spec;

import java.util.List;
import java.util.Map;

/** Containers for tests. */
final class States {
  static final Process PROCESS =
      new Process(
          true,
          new User(1000, -2, 022, List.of(5, -2)),
          List.of("sh", "-c", "echo \"olá\" \udcff\n"),
          List.of("PATH=/bin", "EMPTY="),
          "/home/ana",
          CapabilitySets.of(0xa80425fbL),
          List.of(new Rlimit(7, 1024, -1)),
          true,
          -500);

  static final ContainerState RUNNING =
      new ContainerState(
          "0123456789abcdef".repeat(4),
          "mazoni",
          new ProcessIdentity(4242, 123456789),
          new ProcessIdentity(4241, 123456788),
          new Timestamp(1_795_550_164, 12_345_600),
          "host",
          "/var/lib/jaula/roots/host",
          "mazoni",
          PROCESS,
          "docker-1-1-X86_64-t-0",
          NamespaceType.PID.flag() | NamespaceType.NETWORK.flag(),
          List.of("/sys/fs/cgroup/jaula/mazoni"),
          Map.of("owner", "ana"),
          List.of(new Mount("/data", "bind", "/srv/data", List.of("rbind", "ro", "rslave"))),
          true,
          "/var/log/mazoni",
          null);

  private States() {}
}
