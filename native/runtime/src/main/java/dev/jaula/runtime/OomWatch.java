package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Watches;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the kernel has killed in a container for want of memory: v1 counts on an eventfd
 * (cgroup-v1/memory, "OOM Control"), v2 changes memory.events (cgroup-v2.rst).
 */
final class OomWatch implements AutoCloseable {
  private final Machine machine;
  private final CgroupTexts texts;
  private final boolean unified;
  private final @Nullable Fd source;
  private long killed;

  private OomWatch(Machine machine, CgroupTexts texts, boolean unified, @Nullable Fd source) {
    this.machine = machine;
    this.texts = texts;
    this.unified = unified;
    this.source = source;
    this.killed = kills();
  }

  static OomWatch of(Machine machine, List<String> cgroups, boolean unified) {
    CgroupTexts texts = new CgroupTexts(machine.files(), cgroups);
    for (String directory : cgroups) {
      String file = directory + (unified ? "/memory.events" : "/memory.oom_control");
      if (machine.files().exists(file)) {
        Fd source =
            unified
                ? new Watches(machine.kernel()).modified(file)
                : register(machine, directory, file);
        return new OomWatch(machine, texts, unified, source);
      }
    }
    return new OomWatch(machine, texts, unified, null);
  }

  private static Fd register(Machine machine, String directory, String file) {
    Fd counter = new Watches(machine.kernel()).counter();
    try (Fd control = machine.files().open(file, Files.O_RDONLY)) {
      machine
          .files()
          .write(directory + "/cgroup.event_control", counter.number() + " " + control.number());
      return counter;
    } catch (LinuxException e) {
      counter.close();
      throw e;
    }
  }

  /** The descriptor to wait on; -1 when the container has no memory cgroup. */
  int descriptor() {
    return source == null ? -1 : source.number();
  }

  private long kills() {
    return unified ? texts.keyed("memory.events", "oom_kill") : 0;
  }

  /** How many kills there were since this was asked last, when the descriptor is ready. */
  long take() {
    if (source == null) {
      return 0;
    }
    byte[] data = new byte[4096];
    int n = machine.files().tryRead(source.number(), data, 0, data.length);
    if (!unified) {
      // the cgroup's removal counts as well
      return n == 8 && texts.read("memory.oom_control") != null ? data[0] : 0;
    }
    long now = kills();
    long more = now - killed;
    killed = Math.max(now, killed);
    return Math.max(0, more);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
