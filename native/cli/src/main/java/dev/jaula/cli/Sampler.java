package dev.jaula.cli;

import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Statistics;
import dev.jaula.cgroup.StatisticsReader;
import dev.jaula.linux.Errno;
import dev.jaula.perform.Machine;
import dev.jaula.see.Sample;
import dev.jaula.see.Usage;
import dev.jaula.spec.ContainerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what containers use; remembers the last reading of each, so that the next one gives rates.
 */
final class Sampler {
  private static final int MONOTONIC = 1;

  private final Machine machine;
  private final ContainerStore store;
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final StatisticsReader reader;
  private final Map<String, ContainerState> states = new HashMap<>();
  private Map<String, Sample> before = new HashMap<>();

  Sampler(Session session) {
    this.machine = session.machine();
    this.store = new ContainerStore(session);
    this.files = new KernelCgroupFiles(machine.kernel());
    this.hierarchies = Hierarchies.detect(files, Hierarchies.ROOT);
    this.reader = new StatisticsReader(files, hierarchies);
  }

  /** All containers that run; ended ones too when asked for. */
  List<Usage> all(boolean ended) {
    return read(store.names(), ended);
  }

  /** Those of these names that still run. */
  List<Usage> read(List<String> names, boolean ended) {
    List<Usage> usages = new ArrayList<>();
    Map<String, Sample> now = new HashMap<>();
    for (String name : names) {
      ContainerState state = state(name);
      if (state == null || !ended && !isAlive(state)) {
        states.remove(name);
        continue;
      }
      Sample sample = sample(state);
      now.put(name, sample);
      usages.add(Usage.between(earlier(sample), sample));
    }
    before = now;
    return usages;
  }

  /** A container of the same name may be a new one. */
  private @Nullable Sample earlier(Sample sample) {
    Sample earlier = before.get(sample.name());
    return earlier != null && earlier.id().equals(sample.id()) ? earlier : null;
  }

  /** The state file is read once while the container lives. */
  @Nullable ContainerState state(String name) {
    ContainerState known = states.get(name);
    if (known != null && isAlive(known)) {
      return known;
    }
    ContainerState state = store.load(name);
    if (state != null) {
      states.put(name, state);
    }
    return state;
  }

  private boolean isAlive(ContainerState state) {
    int result = machine.processes().tryKill(state.init().pid(), 0);
    return state.exit() == null && (result == 0 || result == -Errno.EPERM);
  }

  private Sample sample(ContainerState state) {
    boolean alive = isAlive(state);
    String path = path(state);
    Statistics statistics = alive && !path.isEmpty() ? reader.read(path) : null;
    Sample.State doing =
        !alive
            ? Sample.State.EXITED
            : !path.isEmpty() && isFrozen(path) ? Sample.State.PAUSED : Sample.State.RUNNING;
    Sample.Network network =
        alive
            ? Sample.Network.parse(
                machine.files().tryRead("/proc/" + state.init().pid() + "/net/dev"))
            : Sample.Network.NONE;
    long time = machine.processes().time(MONOTONIC) / 1000;
    return new Sample(
        state.name(), state.id(), state.init().pid(), doing, time, statistics, network);
  }

  /** The cgroup's path, the same in all hierarchies; empty when it has none. */
  String path(ContainerState state) {
    for (String directory : state.cgroups()) {
      for (Hierarchy hierarchy : hierarchies.all()) {
        if (directory.startsWith(hierarchy.root() + "/")) {
          return directory.substring(hierarchy.root().length());
        }
      }
    }
    return "";
  }

  boolean isFrozen(String path) {
    Hierarchy hierarchy = hierarchies.of("freezer");
    if (hierarchy == null) {
      return false;
    }
    String file = hierarchies.isUnified() ? "/cgroup.freeze" : "/freezer.state";
    String text = files.read(hierarchy.directory(path) + file);
    return text != null && (text.startsWith("1") || text.startsWith("FROZEN"));
  }

  CgroupFiles files() {
    return files;
  }

  Hierarchies hierarchies() {
    return hierarchies;
  }

  ContainerStore store() {
    return store;
  }
}
