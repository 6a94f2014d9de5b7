package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Resources;
import dev.jaula.json.JsonValue;
import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The runtime-spec's own example, read and written again. */
class SpecRoundTripTest {
  private static final Spec EXAMPLE = SpecReader.read(Documents.read("example.json"));

  @Test
  void processIsRead() {
    Process process = EXAMPLE.needProcess();
    assertThat(process.terminal()).isTrue();
    assertThat(process.user()).isEqualTo(new User(1, 1, null, List.of(5, 6)));
    assertThat(process.args()).containsExactly("sh");
    assertThat(process.env()).hasSize(2).contains("TERM=xterm");
    assertThat(process.cwd()).isEqualTo("/");
    assertThat(process.noNewPrivileges()).isTrue();
    assertThat(process.rlimits())
        .containsExactly(new Rlimit(4, 1024, 1024), new Rlimit(7, 1024, 1024));
    long all = 1L << 29 | 1L << 5 | 1L << 10;
    assertThat(process.capabilities())
        .isEqualTo(new CapabilitySets(all, 1L << 29 | 1L << 5, all, all, 1L << 10));
  }

  @Test
  void linuxIsRead() {
    Linux linux = EXAMPLE.linux();
    assertThat(linux.namespaces()).hasSize(8).contains(new Namespace(NamespaceType.TIME, null));
    assertThat(linux.uidMappings()).containsExactly(new IdMapping(0, 1000, 32000));
    assertThat(linux.timeOffsets())
        .containsExactly(
            new TimeOffset("monotonic", 172800, 0), new TimeOffset("boottime", 604800, 0));
    assertThat(linux.devices())
        .contains(new Device("/dev/fuse", 'c', 10, 229, 0666, 0, 0, null))
        .hasSize(2);
    assertThat(linux.cgroupsPath()).isEqualTo("/myRuntime/myContainer");
    assertThat(linux.deviceRules())
        .containsExactly(
            new DeviceRule(false, 'a', -1, -1, "rwm"),
            new DeviceRule(true, 'c', 10, 229, "rw"),
            new DeviceRule(true, 'b', 8, 0, "r"));
    assertThat(linux.rootfsPropagation()).isEqualTo("slave");
    assertThat(linux.sysctl()).containsEntry("net.core.somaxconn", "256").hasSize(2);
    assertThat(linux.maskedPaths()).hasSize(4).contains("/proc/kcore");
    assertThat(linux.readonlyPaths()).hasSize(6).contains("/proc/sysrq-trigger");
  }

  @Test
  void resourcesAreRead() {
    Resources resources = EXAMPLE.linux().resources();
    assertThat(resources.memory())
        .isEqualTo(
            new Resources.Memory(
                536870912L, 536870912L, 536870912L, 0L, -1L, -1L, false, false, false));
    assertThat(resources.cpu())
        .isEqualTo(
            new Resources.Cpu(
                1024L, 1000000L, 500000L, 1000000L, null, "2-3", "0-7", 1000000L, 950000L));
    assertThat(resources.pids()).isEqualTo(32771);
    assertThat(resources.hugepages()).hasSize(2);
    assertThat(resources.blockIo().devices())
        .contains(new Resources.DeviceWeight(8, 16, 500))
        .hasSize(2);
    assertThat(resources.blockIo().leafWeight()).isEqualTo(10);
    assertThat(resources.blockIo().leafDevices())
        .containsExactly(new Resources.DeviceWeight(8, 0, 300));
    assertThat(resources.network())
        .isEqualTo(
            new Resources.Network(
                1048577L,
                List.of(
                    new Resources.NetworkPriority("eth0", 500),
                    new Resources.NetworkPriority("eth1", 1000))));
    assertThat(resources.blockIo().throttles())
        .containsExactly(
            new Resources.Throttle(Resources.Rate.READ_BPS, 8, 0, 600),
            new Resources.Throttle(Resources.Rate.WRITE_IOPS, 8, 16, 300));
  }

  @Test
  void seccompIsRead() {
    Profile profile = Objects.requireNonNull(EXAMPLE.linux().seccomp());
    assertThat(profile.defaultAction()).isEqualTo(Action.ALLOW);
    assertThat(profile.architectures()).containsExactly(Architecture.X86, Architecture.X32);
    assertThat(profile.syscalls().get(0).names()).containsExactly("getcwd", "chmod");
  }

  @Test
  void theRestIsRead() {
    assertThat(EXAMPLE.root()).isEqualTo(new Root("rootfs", true));
    assertThat(EXAMPLE.hostname()).isEqualTo("slartibartfast");
    assertThat(EXAMPLE.domainname()).isEqualTo("foobarbaz.test");
    assertThat(EXAMPLE.mounts()).hasSize(7);
    assertThat(EXAMPLE.mounts().get(0)).isEqualTo(new Mount("/proc", "proc", "proc", List.of()));
    assertThat(EXAMPLE.annotation("com.example.key2")).isEqualTo("value2");
  }

  @Test
  void writtenSpecReadsAsTheSame() {
    assertThat(SpecReader.read(Documents.parse(SpecWriter.write(EXAMPLE)))).isEqualTo(EXAMPLE);
    Spec minimal = SpecReader.read(Documents.read("minimal.json"));
    assertThat(SpecReader.read(Documents.parse(SpecWriter.write(minimal)))).isEqualTo(minimal);
  }

  @Test
  void minimalIsWrittenWithoutEmptyParts() {
    Spec minimal = SpecReader.read(Documents.read("minimal.json"));
    assertThat(SpecWriter.write(minimal))
        .isEqualTo(
            """
            {"ociVersion":"1.3.0","process":{"user":{"uid":0,"gid":0},"args":["sh"],"cwd":"/"},\
            "root":{"path":"rootfs"},"linux":{}}\
            """);
  }

  @Test
  void hooksAreRead() {
    Hooks hooks = Objects.requireNonNull(EXAMPLE.hooks());
    Hook first =
        new Hook(
            "/usr/bin/fix-mounts",
            List.of("fix-mounts", "arg1", "arg2"),
            List.of("key1=value1"),
            null);
    Hook second = new Hook("/usr/bin/setup-network", List.of(), List.of(), null);
    assertThat(hooks.prestart()).containsExactly(first, second);
    assertThat(hooks.createRuntime()).containsExactly(first, second);
    assertThat(hooks.createContainer()).hasSize(1);
    assertThat(hooks.startContainer()).hasSize(1);
    assertThat(hooks.poststart())
        .containsExactly(new Hook("/usr/bin/notify-start", List.of(), List.of(), 5));
    assertThat(hooks.poststop()).hasSize(1);
  }

  @Test
  void labelsAreRead() {
    assertThat(EXAMPLE.needProcess().apparmorProfile()).isEqualTo("acme_secure_profile");
    assertThat(EXAMPLE.needProcess().selinuxLabel())
        .isEqualTo("system_u:system_r:svirt_lxc_net_t:s0:c124,c675");
    assertThat(EXAMPLE.linux().mountLabel())
        .isEqualTo("system_u:object_r:svirt_sandbox_file_t:s0:c715,c811");
  }

  @Test
  void nothingOfTheExampleIsWarnedOf() {
    List<String> warnings = new ArrayList<>();
    SpecReader.read(Documents.read("example.json"), warnings);
    assertThat(warnings).isEmpty();
  }

  @Test
  void readersOfOwnSpecsAgreeWithTheWhole() {
    JsonValue minimal = Documents.read("minimal.json");
    assertThat(SpecReader.readOwn(minimal)).isEqualTo(SpecReader.read(minimal));
    Spec own = SpecReader.readOwn(Documents.read("example.json"));
    assertThat(own.hooks()).isNull();
    assertThat(own.needProcess().args()).isEqualTo(EXAMPLE.needProcess().args());
    assertThat(own.linux().namespaces()).isEqualTo(EXAMPLE.linux().namespaces());
    assertThat(own.linux().resources().cpu()).isEqualTo(EXAMPLE.linux().resources().cpu());
  }

  @Test
  void unknownCapabilitiesAreWarnedOfAndLeftOut() {
    List<String> warnings = new ArrayList<>();
    Process process =
        SpecReader.readProcess(
            Documents.parse(
                """
                {"cwd": "/", "args": ["sh"],
                 "capabilities": {"bounding": ["CAP_KIL", "CAP_KILL"]}}\
                """),
            warnings);
    assertThat(process.capabilities()).isEqualTo(new CapabilitySets(1L << 5, 0, 0, 0, 0));
    assertThat(warnings)
        .containsExactly(
            "process.capabilities.bounding[0]: \"CAP_KIL\" is not a capability;"
                + " did you mean CAP_KILL?");
  }

  @Test
  void unknownFieldsAreIgnored() {
    Spec spec =
        SpecReader.read(
            Documents.patch(
                Documents.read("minimal.json"),
                Documents.parse(
                    """
                    {"windows": {"x": [1]}, "process": {"colour": 7}, "linux": {"moon": []}}\
                    """)));
    assertThat(spec).isEqualTo(SpecReader.read(Documents.read("minimal.json")));
  }

  @Test
  void goWritesNullForAbsent() {
    Spec spec =
        SpecReader.read(
            Documents.parse(
                """
                {"ociVersion": "1.0.2-dev", "root": {"path": "rootfs"}, "mounts": null,
                 "process": {"cwd": "/", "args": ["sh"], "env": null, "capabilities": null},
                 "linux": null}\
                """));
    assertThat(spec.needProcess().capabilities()).isNull();
    assertThat(spec.linux().resources()).isEqualTo(Resources.NONE);
  }

  @Test
  void relativeDestinationIsBelowTheRoot() {
    Spec spec =
        SpecReader.read(
            Documents.patch(
                Documents.read("minimal.json"),
                Documents.parse("{\"mounts\": [{\"destination\": \"data\"}]}")));
    assertThat(spec.mounts()).containsExactly(new Mount("/data", null, null, List.of()));
  }

  @Test
  void highestIdsAreNeitherWrappedNorSigned() {
    Process process =
        SpecReader.readProcess(
            Documents.parse(
                """
                {"cwd": "/", "args": ["sh"], "user": {"uid": 4294967294, "gid": 2147483648},
                 "rlimits": [{"type": "RLIMIT_AS", "hard": 18446744073709551615,
                              "soft": 9223372036854775808}]}\
                """),
            new ArrayList<>());
    assertThat(process.user().uid()).isEqualTo(-2);
    assertThat(process.rlimits()).containsExactly(new Rlimit(9, Long.MIN_VALUE, -1));
    assertThat(SpecWriter.write(spec(process)))
        .contains("\"uid\":4294967294,\"gid\":2147483648")
        .contains("\"hard\":18446744073709551615,\"soft\":9223372036854775808");
  }

  private static Spec spec(Process process) {
    return new Spec(
        process, EXAMPLE.root(), null, null, List.of(), EXAMPLE.linux(), EXAMPLE.annotations());
  }
}
