package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What config.json says of a process and its surroundings, seen from inside. */
class OciProcessTest {
  private static final String STAT = "cut -d' ' -f";

  @TempDir private Path folder;
  private OciRuntime runtime;
  private OciConfig config;
  private String id;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    id = OciRuntime.id("process");
    config = new OciConfig(runtime, id);
  }

  @AfterEach
  void remove() {
    if (runtime != null) {
      runtime.delete(id);
    }
  }

  /** Fields of /proc/PID/stat: 19 is the nice value, 41 the policy. */
  @ParameterizedTest
  @CsvSource({"SCHED_OTHER, 7, 7 0", "SCHED_BATCH, 3, 3 3", "SCHED_IDLE, 0, 0 5"})
  void scheduler(String policy, String nice, String expected) throws IOException {
    config.process(", \"scheduler\": {\"policy\": \"" + policy + "\", \"nice\": " + nice + "}");
    assertThat(config.prints(STAT + "19,41 /proc/self/stat")).isEqualTo(expected);
  }

  @Test
  void aSchedulerThatCannotBeHadIsNamed() throws IOException {
    config.process(", \"scheduler\": {\"policy\": \"SCHED_ISO\"}");
    assertThat(config.run("true").err())
        .contains("sched_setattr SCHED_ISO: invalid argument; process.scheduler:");
  }

  @Test
  void ioPriority() throws IOException {
    config.process(", \"ioPriority\": {\"class\": \"IOPRIO_CLASS_BE\", \"priority\": 6}");
    assertThat(config.prints("ionice -p 1")).isEqualTo("best-effort: prio 6");
  }

  @Test
  void oomScoreUmaskAndLimits() throws IOException {
    config.process(
        """
        , "oomScoreAdj": 123, "user": {"uid": 5, "gid": 6, "umask": 23, "additionalGids": [7]},
          "rlimits": [{"type": "RLIMIT_NOFILE", "soft": 64, "hard": 128}]
        """);
    String line = "cat /proc/self/oom_score_adj; umask; id -u; id -G; ulimit -Sn; ulimit -Hn";
    assertThat(config.prints(line)).isEqualTo("123\n0027\n5\n6 7\n64\n128");
  }

  /** Descriptors of socket activation go on to whom they were given, and to nobody else. */
  @ParameterizedTest
  @CsvSource({"LISTEN_PID=$$, 1:1 handed", "LISTEN_PID=1, : none", "OTHER=1, : none"})
  void descriptorsOfSocketActivation(String who, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("handed"), "handed\n");
    String look = "echo $LISTEN_FDS:$LISTEN_PID; [ -e /proc/self/fd/3 ] && cat <&3 || echo none";
    String call =
        "exec 3< %s; export LISTEN_FDS=1 %s; exec %s --root %s run --bundle %s %s"
            .formatted(file, who, OciRuntime.BINARY, runtime.state(), config.write(look), id);
    Program.Result result = Program.of("sh", "-c", call).run();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(expected.replace(' ', '\n') + "\n");
  }

  /** From where the runtime is called, wherever it goes meanwhile. */
  @ParameterizedTest
  @CsvSource({"create", "run -d"})
  void aPidFileWithARelativePath(String verb) throws IOException {
    Path own = Files.createDirectories(folder.resolve("here/own"));
    String call =
        "cd %s && exec %s --root %s %s --bundle %s --pid-file own/pid %s"
            .formatted(
                own.getParent(),
                OciRuntime.BINARY,
                runtime.state(),
                verb,
                config.write("sleep 1000"),
                id);
    Program.Result result = Program.of("sh", "-c", call).run();
    assertThat(result.err()).isEmpty();
    String pid = Files.readString(own.resolve("pid"));
    assertThat(runtime.text("state", id)).contains("\"pid\": " + pid + ",");
  }

  @Test
  void aKeyringOfItsOwn() throws IOException {
    assertThat(config.prints("cat /proc/keys")).contains("_ses." + id);
    runtime.delete(id);
    String bundle = config.write("cat /proc/keys").toString();
    // a keyring is collected some time after its last process, so the second has another name
    String other = id + "-other";
    assertThat(runtime.text("run", "--no-new-keyring", "--bundle", bundle, other))
        .doesNotContain("_ses." + other);
  }

  /** A name of its own, as a keyring stays for a while. runc remembers the option as well. */
  @ParameterizedTest
  @CsvSource({"--detach, true", "--no-new-keyring, false"})
  void aFurtherProcessHasTheKeyringThatTheFirstOneHas(String option, boolean hasOne)
      throws IOException {
    String name = id + option;
    String bundle = config.write("sleep 1000").toString();
    runtime.text("run", "--detach", option, "--bundle", bundle, name);
    String keys = runtime.text("exec", name, "cat", "/proc/keys");
    runtime.delete(name);
    assertThat(keys.contains("_ses." + name)).as(keys).isEqualTo(hasOne);
  }

  @Test
  void personality() throws IOException {
    assertThat(config.prints("uname -m")).isEqualTo("x86_64");
    runtime.delete(id);
    config.linux(", \"personality\": {\"domain\": \"LINUX32\"}");
    assertThat(config.prints("uname -m")).isEqualTo("i686");
  }

  @Test
  void memoryPolicy() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/numa_maps")), "needs a kernel with NUMA");
    config.linux(", \"memoryPolicy\": {\"mode\": \"MPOL_BIND\", \"nodes\": \"0\"}");
    assertThat(config.prints("cat /proc/self/numa_maps")).contains(" bind:0 ");
    runtime.delete(id);
    config.linux(", \"memoryPolicy\": {\"mode\": \"MPOL_BIND\", \"nodes\": \"900\"}");
    assertThat(config.run("true").err()).contains("set_mempolicy MPOL_BIND", "linux.memoryPolicy:");
  }

  @Test
  void aFurtherProcessHasItsProcessorsAndScore() throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    assumeTrue(processors > 1, "needs two processors");
    config.process(
        ", \"oomScoreAdj\": 50, \"execCPUAffinity\": {\"initial\": \"0\", \"final\": \"1\"}");
    config.start("sleep 1000");
    String line = "grep Cpus_allowed_list /proc/self/status; cat /proc/self/oom_score_adj";
    assertThat(runtime.text("exec", id, "sh", "-c", line)).isEqualTo("Cpus_allowed_list:\t1\n50\n");
  }

  @Test
  void withoutFinalProcessorsThereAreAllOfTheCgroup() throws IOException {
    config.process(", \"execCPUAffinity\": {\"initial\": \"0\"}");
    config.start("sleep 1000");
    String line =
        "grep Cpus_allowed_list /proc/1/status /proc/self/status | cut -f2 | uniq | wc -l";
    assertThat(runtime.text("exec", id, "sh", "-c", line).strip()).isEqualTo("1");
  }

  @Test
  void labelsOfModulesThatAreNotThereAreRefused() throws IOException {
    assumeFalse(
        Files.exists(Path.of("/sys/module/apparmor")), "the kernel has AppArmor, so it is used");
    config.process(", \"apparmorProfile\": \"docker-default\"");
    assertThat(config.run("true").err()).contains("process.apparmorProfile", "is not enabled");
    config.process(", \"apparmorProfile\": \"unconfined\"");
    assertThat(config.prints("echo fine")).isEqualTo("fine");
    runtime.delete(id);
    config.process("").start("sleep 1000");
    assertThat(runtime.run("exec", "--apparmor", "docker-default", id, "true").err())
        .contains("process.apparmorProfile");
    String selinux = Files.readString(Path.of("/proc/filesystems"));
    assumeFalse(selinux.contains("selinuxfs"), "the kernel has SELinux, so it is used");
    assertThat(runtime.run("exec", "--process-label", "a:b:c:s0", id, "true").err())
        .contains("process.selinuxLabel: \"a:b:c:s0\" cannot be applied");
    runtime.delete(id);
    config.linux(", \"mountLabel\": \"a:b:c:s0\"");
    assertThat(config.run("true").err()).contains("linux.mountLabel: \"a:b:c:s0\"");
  }

  @Test
  void resctrlIsNeededForRdt() throws IOException {
    String mounts = Files.readString(Path.of("/proc/self/mounts"));
    assumeFalse(mounts.contains(" resctrl "), "resctrl is mounted, so it is used");
    config.linux(", \"intelRdt\": {\"l3CacheSchema\": \"L3:0=f\"}");
    assertThat(config.run("true").err())
        .contains("linux.intelRdt: resctrl is not mounted; try: mount -t resctrl");
    assertThat(runtime.text("list", "-q")).isEmpty();
  }

  @Test
  void withoutAMountNamespaceTheHostWouldChange() throws IOException {
    config.namespaces("pid");
    assertThat(config.run("true").err()).contains("linux.namespaces: a container needs a mount");
  }

  @Test
  void theHostsNamespacesStayTheHosts() throws IOException {
    config.namespaces("mount");
    for (String kind : List.of("pid", "net", "ipc", "uts", "cgroup")) {
      String host = Files.readSymbolicLink(Path.of("/proc/self/ns", kind)).toString();
      assertThat(config.prints("readlink /proc/self/ns/" + kind)).isEqualTo(host);
      runtime.delete(id);
    }
  }

  /** In a network namespace that the test makes, with a pair of devices in it. */
  @Test
  void networkDevicesMoveInWithTheirAddresses() throws IOException {
    Needs.command("ip", "iproute2");
    config.namespaces("pid mount network");
    config.linux(", \"netDevices\": {\"jaula-a\": {\"name\": \"eth7\"}, \"jaula-b\": {}}");
    String bundle = config.write("ip addr show; ls /sys/class/net 2> /dev/null; true").toString();
    String prepare =
        """
        ip link add jaula-a type veth peer name jaula-b
        ip addr add 10.9.8.7/24 dev jaula-a
        ip addr add fd00::7/64 dev jaula-a nodad
        ip addr add 169.254.3.3/16 scope link dev jaula-a
        ip link set jaula-a up
        exec %s --root %s run --bundle %s %s
        """
            .formatted(OciRuntime.BINARY, runtime.state(), bundle, id);
    Program.Result result = Program.of("unshare", "--net", "sh", "-ec", prepare).run();
    assertThat(Box.text(result))
        .contains("eth7", "inet 10.9.8.7/24", "inet6 fd00::7/64", "jaula-b", ",UP")
        .doesNotContain("jaula-a", "169.254");
  }

  @Test
  void aNetworkDeviceThatIsNotThereIsNamed() throws IOException {
    config.namespaces("pid mount network").linux(", \"netDevices\": {\"jaula-no\": {}}");
    assertThat(config.run("true").err())
        .contains("find device jaula-no: no such device; linux.netDevices:");
    config.namespaces("pid mount");
    assertThat(config.run("true").err()).contains("linux.netDevices: need a network namespace");
  }
}
