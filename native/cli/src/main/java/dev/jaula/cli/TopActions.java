package dev.jaula.cli;

import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.Ending;
import dev.jaula.cgroup.KernelProcessControl;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import dev.jaula.spec.ContainerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keys of {@code jaula top} do to a container; each returns a line for the foot, or null. */
final class TopActions {
  private final Session session;
  private final Machine machine;
  private final Sampler sampler;

  TopActions(Session session, Sampler sampler) {
    this.session = session;
    this.machine = session.machine();
    this.sampler = sampler;
  }

  /** The end of the first process ends the whole pid namespace (man 7 pid_namespaces). */
  @Nullable String kill(String name) {
    ContainerState state = sampler.state(name);
    if (state == null) {
      return gone(name);
    }
    Fd process = new ContainerStore(session).openFirst(state);
    if (process == null) {
      return gone(name);
    }
    try (process) {
      int result = machine.processes().trySignal(process.number(), Signals.SIGKILL);
      String path = sampler.path(state);
      if (result == 0 && !path.isEmpty()) {
        thaw(path);
      }
      return result < 0
          ? name + ": " + Errno.text(-result)
          : name + session.say(": killed", ": morto");
    }
  }

  /** A frozen process takes its SIGKILL when it is thawed. */
  private void thaw(String path) {
    if (sampler.isFrozen(path)) {
      ending().thaw(path);
    }
  }

  @Nullable String pause(String name) {
    ContainerState state = sampler.state(name);
    if (state == null) {
      return gone(name);
    }
    String path = sampler.path(state);
    if (path.isEmpty()) {
      return name + session.say(": has no cgroup to freeze", ": não tem cgroup para congelar");
    }
    boolean frozen = sampler.isFrozen(path);
    try {
      if (frozen) {
        ending().thaw(path);
      } else {
        ending().freeze(path);
      }
    } catch (CgroupException e) {
      return e.getMessage();
    }
    return name
        + (frozen ? session.say(": resumed", ": retomado") : session.say(": paused", ": pausado"));
  }

  private Ending ending() {
    return new Ending(
        sampler.files(), sampler.hierarchies(), new KernelProcessControl(machine.kernel()));
  }

  private String gone(String name) {
    return name + session.say(": has ended", ": terminou");
  }

  /** Label and value in turn. */
  List<String> details(String name) {
    ContainerState state = sampler.state(name);
    List<String> details = new ArrayList<>();
    if (state == null) {
      return details;
    }
    add(details, session.say("id", "id"), state.id());
    add(details, session.say("command", "comando"), words(state.process().args()));
    add(details, session.say("root", "raiz"), state.image() + " (" + state.root() + ")");
    add(details, "pid", String.valueOf(state.init().pid()));
    add(details, session.say("hostname", "máquina"), state.hostname());
    add(details, session.say("directory", "diretório"), state.process().cwd());
    add(details, session.say("state file", "estado"), session.folders().container(name));
    for (String cgroup : state.cgroups()) {
      add(details, "cgroup", cgroup);
    }
    for (String kind : List.of("uts", "pid", "mnt", "ipc", "net", "user", "cgroup", "time")) {
      String link = machine.files().readLink("/proc/" + state.init().pid() + "/ns/" + kind);
      String own = machine.files().readLink("/proc/self/ns/" + kind);
      if (link != null) {
        add(
            details,
            "ns",
            link + (link.equals(own) ? session.say(" (the host's)", " (do host)") : ""));
      }
    }
    return details;
  }

  private static void add(List<String> details, String label, @Nullable String value) {
    if (value != null) {
      details.add(label);
      details.add(value);
    }
  }

  private static String words(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.length() == 0 ? "" : " ").append(word);
    }
    return text.toString();
  }
}
