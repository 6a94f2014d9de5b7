package dev.jaula.runtime;

import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Membership;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code events}: statistics and out-of-memory kills, one JSON object a line, as runc's. */
final class EventsCommand {
  private static final long MILLI = 1_000_000;

  private final Session session;
  private final Machine machine;
  private final Container container;
  private final boolean unified;
  private final CgroupTexts texts;

  private EventsCommand(Session session, Container container) {
    this.session = session;
    this.machine = session.machine();
    this.container = container;
    this.unified = machine.files().fileSystemType(Hierarchies.ROOT) == Hierarchies.CGROUP2_MAGIC;
    this.texts = new CgroupTexts(machine.files(), directories());
  }

  /** A container that no limit binds to processors has its maker's cpuset on v1. */
  private List<String> directories() {
    List<String> all = new ArrayList<>(container.state().cgroups());
    @Nullable String own =
        machine.files().tryRead("/proc/" + container.state().init().pid() + "/cgroup");
    if (unified || own == null) {
      return all;
    }
    KernelCgroupFiles files = new KernelCgroupFiles(machine.kernel());
    @Nullable Hierarchy cpuset = Hierarchies.detect(files, Hierarchies.ROOT).mount("cpuset");
    @Nullable String path = cpuset == null ? null : Membership.parse(own).in(cpuset);
    if (cpuset != null && path != null && !all.contains(cpuset.directory(path))) {
      all.add(cpuset.directory(path));
    }
    return all;
  }

  static int run(Session session) {
    long interval = interval(session.arguments().value("interval", "5s"));
    Container container = Container.of(session);
    EventsCommand command = new EventsCommand(session, container);
    @Nullable Fd pidfd = container.open();
    if (pidfd == null) {
      throw new OciException("container with id " + container.id() + " is not running");
    }
    try (Fd open = pidfd) {
      if (session.arguments().is("stats")) {
        command.stats();
      } else {
        command.loop(open, interval);
      }
    }
    return 0;
  }

  private static long interval(String text) {
    @Nullable Long nanos = GoDuration.parse(text);
    if (nanos == null) {
      throw new OciException(
          "invalid value \"" + text + "\" for --interval; write e.g. 5s, 500ms or 1m");
    }
    if (nanos <= 0) {
      throw new OciException("duration interval must be greater than 0; write e.g. --interval 5s");
    }
    return nanos;
  }

  private void stats() {
    session.out(StatsJson.line(container.id(), texts, unified));
  }

  private void oom(long times) {
    for (long i = 0; i < times; i++) {
      JsonText line = JsonText.compact().object().member("type", "oom");
      session.out(line.member("id", container.id()).endObject() + "\n");
    }
  }

  /** Until the container has ended. */
  private void loop(Fd pidfd, long interval) {
    List<String> cgroups = container.state().cgroups();
    try (OomWatch watch = OomWatch.of(machine, cgroups, unified)) {
      int[] fds = {pidfd.number(), watch.descriptor()};
      int[] events = {Signals.POLLIN, Signals.POLLIN};
      int[] ready = new int[2];
      long due = machine.processes().time(1) + interval;
      while (ready[0] == 0) {
        long left = Math.max(0, due - machine.processes().time(1));
        machine.signals().poll(fds, events, ready, (left + MILLI - 1) / MILLI);
        if (ready[1] != 0) {
          oom(watch.take());
        }
        if (ready[0] == 0 && machine.processes().time(1) >= due) {
          stats();
          due += interval;
        }
      }
    }
  }
}
