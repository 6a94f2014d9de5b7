package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HostConfig of docker inspect; 0 is Docker's word for a limit that was not given. */
final class DockerHostConfig {
  private static final long NANO = 1_000_000_000;

  /** The kernel's period, in microseconds, and the one that {@code --cpus} keeps. */
  private static final long PERIOD = 100_000;

  private static final long MAX_CPUS = 1_000_000;

  private DockerHostConfig() {}

  static void write(ContainerState state, @Nullable Spec spec, JsonText out) {
    Resources resources = spec == null ? Resources.NONE : spec.linux().resources();
    out.object().member("AutoRemove", state.autoRemove());
    // Docker has three words for a namespace of the container's own
    mode("NetworkMode", NamespaceType.NETWORK, "none", state, out);
    mode("IpcMode", NamespaceType.IPC, "private", state, out);
    mode("PidMode", NamespaceType.PID, "", state, out);
    mode("UTSMode", NamespaceType.UTS, "", state, out);
    mode("UsernsMode", NamespaceType.USER, "", state, out);
    mode("CgroupnsMode", NamespaceType.CGROUP, "private", state, out);
    @Nullable Integer score = state.process().oomScoreAdj();
    out.member("OomScoreAdj", score == null ? 0 : score);
    out.member("ReadonlyRootfs", spec != null && spec.root().readonly());
    security(state, out);
    memory(resources, out);
    cpu(resources.cpu(), out);
    out.member("BlkioWeight", orZero(resources.blockIo().weight()));
    out.member("PidsLimit", orZero(resources.pids()));
    ulimits(state.process().rlimits(), out);
    out.member("MaskedPaths", spec == null ? List.of() : spec.linux().maskedPaths());
    out.member("ReadonlyPaths", spec == null ? List.of() : spec.linux().readonlyPaths());
    out.endObject();
  }

  private static void mode(
      String name, NamespaceType type, String own, ContainerState state, JsonText out) {
    boolean made = (state.namespaces() & type.flag()) != 0;
    out.member(name, made ? own : "host");
  }

  private static void security(ContainerState state, JsonText out) {
    out.array("SecurityOpt");
    if (state.process().noNewPrivileges()) {
      out.value("no-new-privileges");
    }
    if (state.seccompKey() == null) {
      out.value("seccomp=unconfined");
    }
    out.endArray();
  }

  private static void memory(Resources resources, JsonText out) {
    out.member("Memory", orZero(resources.memory().limit()));
    out.member("MemoryReservation", orZero(resources.memory().reservation()));
    out.member("MemorySwap", orZero(resources.memory().swap()));
  }

  /** A quota of the usual period is what {@code --cpus} makes, so it is shown as that. */
  private static void cpu(Resources.Cpu cpu, JsonText out) {
    long quota = Math.max(orZero(cpu.quota()), 0);
    long period = orZero(cpu.period()) == 0 ? PERIOD : orZero(cpu.period());
    boolean cpus = period == PERIOD;
    long whole = Math.min(quota / period, MAX_CPUS) * NANO;
    out.member("NanoCpus", cpus ? whole + quota % period * NANO / period : 0);
    out.member("CpuPeriod", cpus ? 0 : period).member("CpuQuota", cpus ? 0 : quota);
    out.member("CpuShares", orZero(cpu.shares()));
    out.member("CpusetCpus", orEmpty(cpu.cpus())).member("CpusetMems", orEmpty(cpu.mems()));
  }

  private static void ulimits(List<Rlimit> limits, JsonText out) {
    out.array("Ulimits");
    for (Rlimit limit : limits) {
      String name = Ascii.lower(Limits.name(limit.resource()).substring("RLIMIT_".length()));
      out.object().member("Name", name).member("Hard", limit.hard());
      out.member("Soft", limit.soft()).endObject();
    }
    out.endArray();
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
