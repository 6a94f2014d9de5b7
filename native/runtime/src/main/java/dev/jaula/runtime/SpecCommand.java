package dev.jaula.runtime;

import dev.jaula.cgroup.Hierarchies;
import dev.jaula.linux.Credentials;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ExampleSpec;

/** {@code spec}: a config.json to begin with. */
final class SpecCommand {
  private SpecCommand() {}

  static int run(Session session) {
    Machine machine = session.machine();
    Files files = machine.files();
    String bundle = session.arguments().value("bundle", "");
    String name = session.arguments().value("file", "config.json");
    if (!bundle.isEmpty()) {
      files.directories().enter(bundle);
    }
    if (files.linkStat(name) != null) {
      throw new OciException("File " + name + " exists. Remove it first");
    }
    int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL;
    try (Fd file = files.openAt(Files.AT_FDCWD, name, flags, 0666)) {
      files.print(file.number(), text(machine, session.arguments().is("rootless")));
    }
    return 0;
  }

  private static String text(Machine machine, boolean rootless) {
    boolean unified = machine.files().fileSystemType(Hierarchies.ROOT) == Hierarchies.CGROUP2_MAGIC;
    Credentials own = machine.credentials();
    return rootless
        ? ExampleSpec.rootless(own.userId(), own.groupId(), unified)
        : ExampleSpec.text(unified);
  }
}
