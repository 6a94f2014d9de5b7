package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Nearest;
import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Membership;
import dev.jaula.learn.Chapter;
import dev.jaula.learn.Host;
import dev.jaula.learn.Tutorial;
import dev.jaula.linux.Ascii;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula learn [CHAPTER...]}: the tutorial, live. */
final class LearnCommand {
  private static final String PROBE = "x";

  private LearnCommand() {}

  static int run(Session session, Arguments arguments) {
    Host host = host(session);
    List<Chapter> all = Tutorial.chapters(host);
    if (arguments.is("list")) {
      session.out(list(session, all));
      return 0;
    }
    List<Chapter> chosen = new ArrayList<>();
    for (String name : arguments.operands()) {
      chosen.add(find(session, all, name));
    }
    return new LearnPlayer(session, host, arguments.is("yes"))
        .play(chosen.isEmpty() ? all : chosen);
  }

  private static String list(Session session, List<Chapter> chapters) {
    StringBuilder text = new StringBuilder();
    for (Chapter chapter : chapters) {
      text.append(Ascii.pad(chapter.name(), 10)).append(session.say(chapter.title())).append('\n');
    }
    return text.toString();
  }

  private static Chapter find(Session session, List<Chapter> all, String name) {
    List<String> names = new ArrayList<>();
    for (Chapter chapter : all) {
      if (chapter.name().equals(name)) {
        return chapter;
      }
      names.add(chapter.name());
    }
    String nearest = Nearest.of(name, names);
    throw new CliException(
        session.say("no such chapter: ", "não existe o capítulo: ")
            + name
            + (nearest == null
                ? session.say("; see: jaula learn --list", "; veja: jaula learn --list")
                : session.say("; did you mean ", "; seria ") + nearest + "?"));
  }

  private static Host host(Session session) {
    Machine machine = session.machine();
    KernelCgroupFiles files = new KernelCgroupFiles(machine.kernel());
    Hierarchies hierarchies = Hierarchies.detect(files, Hierarchies.ROOT);
    boolean isRoot = machine.credentials().userId() == 0;
    String own = machine.files().tryRead("/proc/self/cgroup");
    BasePath base =
        isRoot
            ? BasePath.forRoot(PROBE, null)
            : BasePath.forUser(
                files, hierarchies, Membership.parse(own == null ? "" : own), PROBE, null);
    String path = base.path();
    return new Host(
        isRoot,
        hierarchies.isUnified(),
        path.isEmpty() ? "" : path.substring(0, path.length() - PROBE.length() - 1),
        base.remedy(),
        root(hierarchies, "cpu"),
        root(hierarchies, "cpuacct"),
        root(hierarchies, "memory"));
  }

  private static String root(Hierarchies hierarchies, String controller) {
    @Nullable Hierarchy hierarchy = hierarchies.of(controller);
    return hierarchy == null ? Hierarchies.ROOT : hierarchy.root();
  }
}
