package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Resources;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Every member that runtime-spec 1.3 has for Linux, in one document in the order of its Go types.
 */
class WholeSpecTest {
  private static final JsonValue EVERYTHING = Documents.read("everything.json");
  private static final Spec SPEC = SpecReader.read(EVERYTHING);
  private static final Process PROCESS = SPEC.needProcess();
  private static final Linux LINUX = SPEC.linux();

  @Test
  void nothingIsLostAndTheOrderIsThatOfGo() {
    assertThat(SpecWriter.write(SPEC)).isEqualTo(JsonWriter.write(EVERYTHING));
  }

  @Test
  void processIsRead() {
    assertThat(PROCESS.consoleSize()).isEqualTo(new ConsoleSize(25, 132));
    assertThat(PROCESS.apparmorProfile()).isEqualTo("strict");
    assertThat(PROCESS.selinuxLabel()).isEqualTo("u:r:t:s0");
    assertThat(PROCESS.scheduler())
        .isEqualTo(
            new Scheduler(Scheduler.Policy.DEADLINE, -5, 0, 5, 10_000_000, 20_000_000, 30_000_000));
    assertThat(PROCESS.ioPriority()).isEqualTo(new IoPriority(IoPriority.Kind.BE, 4));
    assertThat(Objects.requireNonNull(PROCESS.ioPriority()).value()).isEqualTo(2 << 13 | 4);
    assertThat(PROCESS.execCpuAffinity()).isEqualTo(new ExecCpuAffinity("0-1", "2,3"));
  }

  @Test
  void linuxIsRead() {
    assertThat(LINUX.netDevices()).isEqualTo(Map.of("eth0", "inner0", "ens4", "ens4"));
    assertThat(LINUX.mountLabel()).isEqualTo("u:o:t:s0");
    assertThat(LINUX.intelRdt())
        .isEqualTo(
            new IntelRdt(
                "gold", List.of("L3:0=7f0", "L2:0=f"), "L3:0=7f0;1=1f", "MB:0=20;1=70", true));
    assertThat(LINUX.memoryPolicy())
        .isEqualTo(new MemoryPolicy(MemoryPolicy.Mode.BIND, "0-1", 1 << 13 | 1 << 15));
    assertThat(LINUX.personality()).isEqualTo(Personality.LINUX32);
    assertThat(LINUX.seccompListener()).isEqualTo(new SeccompListener("/run/agent.sock", "tell"));
    assertThat(SPEC.mounts().get(0).uidMappings()).containsExactly(new IdMapping(0, 1000, 10));
    assertThat(SPEC.mounts().get(0).gidMappings()).containsExactly(new IdMapping(0, 2000, 10));
  }

  @Test
  void limitsAreRead() {
    Resources resources = LINUX.resources();
    assertThat(resources.memory())
        .isEqualTo(new Resources.Memory(1L, 2L, -1L, 6L, 4L, 5L, true, true, true));
    assertThat(resources.blockIo().leafWeight()).isEqualTo(20);
    assertThat(resources.blockIo().devices()).containsExactly(new Resources.DeviceWeight(8, 0, 30));
    assertThat(resources.blockIo().leafDevices())
        .containsExactly(new Resources.DeviceWeight(8, 16, 40));
    assertThat(resources.rdma())
        .containsExactly(
            new Resources.Rdma("mlx5_1", 3L, 10000L), new Resources.Rdma("rxe3", null, 0L));
    assertThat(resources.pids()).isEqualTo(-1);
    assertThat(resources.cpu().idle()).isEqualTo(1);
  }

  @Test
  void everyWordOfTheSpecIsKnown() {
    // defs-linux.json and config-schema.json of runtime-spec 1.3
    assertThat(Scheduler.Policy.values())
        .extracting(Scheduler.Policy::ociName)
        .containsExactlyInAnyOrder(
            "SCHED_OTHER",
            "SCHED_FIFO",
            "SCHED_RR",
            "SCHED_BATCH",
            "SCHED_ISO",
            "SCHED_IDLE",
            "SCHED_DEADLINE");
    assertThat(Scheduler.Flag.values())
        .extracting(Scheduler.Flag::ociName)
        .containsExactlyInAnyOrder(
            "SCHED_FLAG_RESET_ON_FORK",
            "SCHED_FLAG_RECLAIM",
            "SCHED_FLAG_DL_OVERRUN",
            "SCHED_FLAG_KEEP_POLICY",
            "SCHED_FLAG_KEEP_PARAMS",
            "SCHED_FLAG_UTIL_CLAMP_MIN",
            "SCHED_FLAG_UTIL_CLAMP_MAX");
    assertThat(MemoryPolicy.Mode.values())
        .extracting(MemoryPolicy.Mode::ociName)
        .containsExactlyInAnyOrder(
            "MPOL_DEFAULT",
            "MPOL_BIND",
            "MPOL_INTERLEAVE",
            "MPOL_WEIGHTED_INTERLEAVE",
            "MPOL_PREFERRED",
            "MPOL_PREFERRED_MANY",
            "MPOL_LOCAL");
    assertThat(MemoryPolicy.Flag.values())
        .extracting(MemoryPolicy.Flag::ociName)
        .containsExactlyInAnyOrder(
            "MPOL_F_NUMA_BALANCING", "MPOL_F_RELATIVE_NODES", "MPOL_F_STATIC_NODES");
    assertThat(IoPriority.Kind.values())
        .extracting(IoPriority.Kind::ociName)
        .containsExactlyInAnyOrder("IOPRIO_CLASS_RT", "IOPRIO_CLASS_BE", "IOPRIO_CLASS_IDLE");
    assertThat(Personality.values())
        .extracting(Personality::name)
        .containsExactlyInAnyOrder("LINUX", "LINUX32");
  }

  @Test
  void numbersAreTheKernels() {
    // linux/sched.h, linux/mempolicy.h, linux/personality.h
    assertThat(Scheduler.Policy.values())
        .extracting(Scheduler.Policy::number)
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(Scheduler.Flag.values())
        .extracting(Scheduler.Flag::bit)
        .containsExactly(1, 2, 4, 8, 16, 32, 64);
    assertThat(MemoryPolicy.Mode.values())
        .extracting(MemoryPolicy.Mode::number)
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(Personality.values()).extracting(Personality::persona).containsExactly(0, 8);
  }

  @Test
  void partsCanBeReadAlone() {
    JsonValue process = Documents.at(EVERYTHING, "process");
    assertThat(SpecReader.readProcess(process, new ArrayList<>())).isEqualTo(PROCESS);
    assertThat(SpecWriter.write(PROCESS)).isEqualTo(JsonWriter.write(process));
    JsonValue resources = Documents.at(EVERYTHING, "linux", "resources");
    assertThat(SpecReader.readResources(resources)).isEqualTo(LINUX.resources());
  }

  @Test
  void processMayComeLater() {
    Spec spec = SpecReader.read(Documents.read("oci/config/good/minimal.json"));
    assertThat(spec.process()).isNull();
    assertThat(SpecWriter.write(spec))
        .isEqualTo("{\"ociVersion\":\"1.0.0\",\"root\":{\"path\":\"rootfs\"},\"linux\":{}}");
  }

  @Test
  void pidsWithoutLimitSayNothing() {
    Resources resources = SpecReader.readResources(Documents.parse("{\"pids\": {}}"));
    assertThat(resources).isEqualTo(Resources.NONE);
  }

  @Test
  void oneDeviceCanHaveBothWeights() {
    Resources resources =
        SpecReader.readResources(
            Documents.parse(
                """
                {"blockIO": {"weightDevice":
                  [{"major": 8, "minor": 0, "weight": 500, "leafWeight": 300}]}}\
                """));
    assertThat(resources.blockIo().devices())
        .containsExactly(new Resources.DeviceWeight(8, 0, 500));
    assertThat(resources.blockIo().leafDevices())
        .containsExactly(new Resources.DeviceWeight(8, 0, 300));
  }

  @Test
  void emptyWordsSayNothing() {
    Spec spec =
        SpecReader.read(
            Documents.patch(
                Documents.read("minimal.json"),
                Documents.parse(
                    """
                    {"process": {"apparmorProfile": "", "selinuxLabel": "",
                                 "user": {"username": "ana"}},
                     "hooks": {"prestart": []},
                     "linux": {"mountLabel": "", "netDevices": {}}}\
                    """)));
    assertThat(spec).isEqualTo(SpecReader.read(Documents.read("minimal.json")));
  }
}
