package dev.jaula.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** checkpoint and restore against a program that speaks CRIU's RPC: flags, order, failures. */
class OciCheckpointTest {
  private static final String ID = OciRuntime.id("checkpoint");
  private static final int MKDIRAT = 258;

  @TempDir Path folder;
  private OciRuntime runtime;
  private CriuStandIn criu;
  private String images;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    criu = CriuStandIn.in(folder);
    images = folder.resolve("images").toString();
    runtime.sleeping(ID);
  }

  @AfterEach
  void end() throws IOException {
    if (runtime != null) {
      runtime.delete(ID);
      assertThat(Leftovers.cgroups(ID)).isEmpty();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("criu-root");
    }
  }

  private Program.Result run(String... words) {
    return criu.found(runtime.command(words)).run();
  }

  private void works(String... words) {
    Program.Result result = run(words);
    assertThat(result.exit()).as(result.err()).isZero();
  }

  private String fails(String... words) {
    Program.Result result = run(words);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).hasLineCount(1);
    return result.err();
  }

  private boolean isRunning() {
    return runtime.run("state", ID).out().contains("\"running\"");
  }

  private boolean isGone() {
    return runtime.run("state", ID).err().contains("does not exist");
  }

  @Test
  void dumpAsksForNothingThatIsNotSaid() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    assertThat(criu.options(CriuStandIn.DUMP))
        .contains("3=0", "4=0", "5=0", "7=0", "8=0", "16=0", "18=0", "46=0", "48=0")
        .contains("10=dump.log", "12=1", "13=" + folder.resolve("root"), "24=1", "34=6", "50=1")
        .contains("38=" + 0x40000000, "51=/etc/criu/runc.conf", "23=/dev/null=/dev/null")
        .anyMatch(option -> option.matches("44=/sys/fs/cgroup/.*" + ID));
    assertThat(Path.of(images, "descriptors.json")).exists();
    assertThat(Path.of(images, "dump.log")).exists();
    assertThat(isGone()).isTrue();
  }

  @Test
  void dumpPassesEveryFlagOn() throws IOException {
    Path work = folder.resolve("work");
    Files.createDirectories(folder.resolve("parent"));
    Program.Result result =
        run(
            "checkpoint --image-path IMAGES --work-path WORK --leave-running --tcp-established"
                .concat(" --tcp-skip-in-flight --link-remap --ext-unix-sk --shell-job --file-locks")
                .concat(" --auto-dedup --lazy-pages --status-fd 1 --page-server [::1]:99")
                .concat(" --manage-cgroups-mode strict --empty-ns network --parent-path ../parent")
                .replace("IMAGES", images)
                .replace("WORK", work.toString())
                .concat(" " + ID)
                .split(" "));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("\0");
    assertThat(criu.options(CriuStandIn.DUMP))
        .contains("3=1", "4=1", "5=1", "7=1", "8=1", "16=1", "18=1", "46=1", "48=1")
        .contains("11=::1=99", "34=5", "14=../parent", "15=1")
        .noneMatch(option -> option.startsWith("49="));
    assertThat(work.resolve("dump.log")).exists();
    assertThat(Path.of(images, "dump.log")).doesNotExist();
    assertThat(isRunning()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"soft, 3", "full, 4", "strict, 5", "ignore, 0"})
  void knowsTheModes(String mode, int number) throws IOException {
    works("checkpoint", "--image-path", images, "--manage-cgroups-mode", mode, ID);
    assertThat(criu.options(CriuStandIn.DUMP)).contains("34=" + number);
  }

  @Test
  void olderOnesWriteTheStatusThemselves() throws IOException {
    criu.say("version", "3 14 0");
    works(
        "checkpoint",
        "--image-path",
        images,
        "--lazy-pages",
        "--status-fd",
        "1",
        "--leave-running",
        ID);
    assertThat(criu.options(CriuStandIn.DUMP)).contains("49=1");
  }

  @Test
  void preDumpLeavesItRunning() throws IOException {
    works("checkpoint", "--image-path", images, "--pre-dump", ID);
    assertThat(criu.options(CriuStandIn.PRE_DUMP)).contains("12=1");
    assertThat(isRunning()).isTrue();
    criu.say("features", 2);
    assertThat(fails("checkpoint", "--image-path", images, "--pre-dump", ID))
        .contains("missing features: [MemTrack]");
    criu.say("features", 1);
    assertThat(fails("checkpoint", "--image-path", images, "--lazy-pages", ID))
        .contains("missing features: [LazyPages]");
  }

  @Test
  void aFailedDumpSaysWhatCriuSaidAndEndsNothing() throws IOException {
    criu.say("fail", CriuStandIn.DUMP);
    assertThat(fails("checkpoint", "--image-path", images, ID))
        .contains("criu failed: type DUMP errno 2", "(criu/one.c:1): the first; Error")
        .contains("the last; see " + images + "/dump.log");
    assertThat(isRunning()).isTrue();
    criu.forget();
    criu.say("die", CriuStandIn.DUMP);
    assertThat(fails("checkpoint", "--image-path", images, ID)).contains("without an answer");
    assertThat(isRunning()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "--page-server, x, ADDRESS:PORT",
    "--page-server, :9, ADDRESS:PORT",
    "--page-server, h:0, invalid port number",
    "--page-server, h:99999, invalid port number",
    "--parent-path, /abs, must be relative",
    "--parent-path, ../none, is not a directory",
    "--manage-cgroups-mode, hard, manage-cgroups-mode",
    "--empty-ns, pid, not supported",
    "--status-fd, 77, bad file descriptor",
    "--status-fd, 0, not writable",
    "--status-fd, x, not a descriptor",
    "--image-path, '', flag needs an argument"
  })
  void refuses(String option, String value, String why) {
    String needed = option.equals("--status-fd") ? "--lazy-pages" : "--leave-running";
    if (option.equals("--image-path")) {
      assertThat(fails("checkpoint", ID, option)).contains(why);
    } else {
      assertThat(fails("checkpoint", "--image-path", images, needed, option, value, ID))
          .contains(why);
    }
    assertThat(isRunning()).isTrue();
  }

  @Test
  void onlyWhatRunsIsWritten() throws IOException {
    runtime.run("kill", ID, "KILL");
    Leftovers.pause(300);
    assertThat(fails("checkpoint", "--image-path", images, ID)).contains("in stopped state");
    runtime.delete(ID);
    String bundle = runtime.bundle(ID, "sleep 1", false, ", {\"type\": \"pid\"}]");
    runtime.text("create", "--bundle", bundle, ID);
    assertThat(fails("checkpoint", "--image-path", images, ID)).contains("in created state");
    assertThat(fails("checkpoint", "--image-path", images, "none")).contains("does not exist");
  }

  @Test
  void helpSaysWhetherItWorks() throws IOException {
    assertThat(run("checkpoint", "--help").out()).contains("--pre-dump");
    criu.say("fail", CriuStandIn.CHECK);
    assertThat(fails("checkpoint", "--help")).contains("criu does not work here", "the last");
    criu.forget();
    criu.say("version", "3 10 0");
    assertThat(fails("checkpoint", "--help")).contains("CRIU 3.11", "3.10");
    assertThat(fails("restore", "--lsm-mount-context")).contains("flag needs an argument");
  }

  @Test
  void saysWhichPackageIsMissing() {
    assumeFalse(Files.exists(Path.of("/usr/sbin/criu")), "CRIU is installed here");
    Program command = runtime.command("checkpoint", "--image-path", images, ID);
    Program.Result result = command.with(Map.of("PATH", "/none")).run();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .hasLineCount(1)
        .contains("executable file not found in $PATH", "apt-get install criu");
    assertThat(isRunning()).isTrue();
  }

  /** Its options, and further words before the id. */
  private String[] restore(String more) {
    String line = "restore -d --image-path IMAGES --bundle BUNDLE -no-subreaper " + more + " ID";
    String bundle = folder.resolve(ID).toString();
    return line.replace("IMAGES", images)
        .replace("BUNDLE", bundle)
        .replace("ID", ID)
        .trim()
        .split(" +");
  }

  private void configure(String before, String after) throws IOException {
    Path config = folder.resolve(ID).resolve("config.json");
    Files.writeString(config, Files.readString(config).replace(before, after));
  }

  @Test
  void restorePassesEveryFlagOn() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    Path shared = Files.createDirectories(folder.resolve("shared"));
    configure(
        "\"mounts\": [",
        "\"mounts\": [{\"destination\": \"/x/y\", \"type\": \"bind\", \"source\": \"SHARED\"}, "
            .replace("SHARED", shared.toString()));
    Path pid = folder.resolve("pid");
    works(
        restore(
            "--work-path WORK --tcp-established --ext-unix-sk --shell-job --file-locks --no-pivot"
                .concat(" --manage-cgroups-mode soft --empty-ns network --auto-dedup --lazy-pages")
                .concat(" --lsm-profile apparmor:other --lsm-mount-context context --pid-file PID")
                .replace("WORK", folder.resolve("work").toString())
                .replace("PID", pid.toString())));
    assertThat(criu.options(CriuStandIn.RESTORE))
        .contains("4=1", "5=1", "6=1", "7=1", "8=1", "16=1", "26=1", "34=3", "48=1", "50=1")
        .contains("53=apparmor:other", "63=context", "10=restore.log")
        .contains("13=" + runtime.state().resolve(ID).resolve("criu-root"))
        .contains("23=/x/y=" + shared, "23=/dev/null=/dev/null")
        .anyMatch(option -> option.matches("25=.*=.*/" + ID));
    assertThat(folder.resolve("root/x/y")).isEmptyDirectory();
    assertThat(folder.resolve("work/restore.log")).exists();
    assertThat(isRunning()).isTrue();
    assertThat(runtime.text("state", ID)).contains("\"pid\": " + Files.readString(pid));
    assertThat(runtime.text("ps", "--format", "json", ID))
        .isEqualTo("[" + Files.readString(pid) + "]\n");
  }

  @Test
  void restoreGivesItsOwnStreams() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    Files.writeString(
        Path.of(images, "descriptors.json"), "[\"pipe:[5]\",\"file[1:2]:/log\",\"/dev/tty\"]");
    works(restore(""));
    assertThat(criu.options(CriuStandIn.RESTORE))
        .contains("27=pipe:[5]=0", "27=file[1:2]=1")
        .noneMatch(option -> option.startsWith("27=/dev/tty"));
  }

  @Test
  void restoreNeedsANewerOneForLabels() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    criu.say("version", "3 15 0");
    assertThat(fails(restore("--lsm-profile apparmor:x"))).contains("requires at least CRIU 3.16");
    assertThat(isGone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"fail, 2, the last; see", "die, 2, without an answer", "fail, 99, without an answer"})
  void aFailedRestoreLeavesNothing(String how, int what, String why) throws IOException {
    works("checkpoint", "--image-path", images, ID);
    criu.say(how, what);
    assertThat(fails(restore(""))).contains("criu failed", why);
    assertThat(isGone()).isTrue();
    assertThat(Leftovers.cgroups(ID)).isEmpty();
    assertThat(runtime.state().resolve(ID)).doesNotExist();
  }

  @Test
  void restoreWithoutImagesOrCgroupsOrNameStartsNothing() throws IOException {
    assertThat(fails(restore(""))).contains("--image-path: open " + images + ": no such file");
    works("checkpoint", "--image-path", images, "--leave-running", ID);
    assertThat(fails(restore(""))).contains("container with given ID already exists");
    assertThat(isRunning()).isTrue();
    runtime.delete(ID);
    Files.delete(Path.of(images, "descriptors.json"));
    assertThat(fails(restore(""))).contains("holds no images of a container");
    assertThat(isGone()).isTrue();
  }

  /** What is to be made is written down before, so that whenever it is killed delete finds it. */
  @Test
  void aRestoreThatIsKilledIsCleared() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    Program restore = criu.found(runtime.command(restore("")));
    Injector injector = Injector.in(folder);
    List<Injector.Call> calls = injector.calls(restore);
    runtime.delete(ID);
    int killed = 0;
    for (Injector.Call call : calls) {
      if (call.process() == 0 && call.number() == MKDIRAT) {
        killed++;
        Injector.Call next = new Injector.Call(0, call.index() + 1, 0);
        assertThat(injector.at(next, "signal=9", restore).run().exit()).isEqualTo(137);
        runtime.text("delete", "--force", ID);
        assertThat(Leftovers.cgroups(ID)).as("%s", call).isEmpty();
      }
    }
    assertThat(killed).isGreaterThan(1);
  }

  @Test
  void restoreRunsTheHooks() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    Path told = folder.resolve("told");
    String hook =
        "\"hooks\": {\"createRuntime\": [{\"path\": \"/bin/sh\", \"args\": [\"sh\", \"-c\", \"cat >TOLD\"]}]},"
            .replace("TOLD", told.toString());
    configure("\"annotations\"", hook + "\"annotations\"");
    works(restore(""));
    assertThat(Files.readString(told)).contains(ID, "\"creating\"");
    runtime.delete(ID);
    configure("cat >", "exit 3; cat >");
    assertThat(fails(restore(""))).contains("hook");
    assertThat(isGone()).isTrue();
  }

  @Test
  void restoreHandsTheTerminalOver() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    configure("\"terminal\": false", "\"terminal\": true");
    assertThat(fails(restore(""))).contains("console socket");
    Path path = folder.resolve("console");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      works(restore("--console-socket " + path));
      try (var connection = server.accept()) {
        ByteBuffer name = ByteBuffer.allocate(64);
        assertThat(connection.read(name)).isPositive();
        assertThat(new String(name.array(), 0, name.position(), UTF_8)).isEqualTo("/dev/ptmx");
      }
    }
    assertThat(isRunning()).isTrue();
  }

  @Test
  void theConfigurationOfCriuIsAnAnnotation() throws IOException {
    works("checkpoint", "--image-path", images, ID);
    configure("\"org.example.key\": \"value\"", "\"org.criu.config\": \"/my.conf\"");
    works(restore(""));
    assertThat(criu.options(CriuStandIn.RESTORE)).contains("51=/my.conf");
    runtime.delete(ID);
    configure("/my.conf", "");
    works(restore(""));
    assertThat(criu.options(CriuStandIn.RESTORE)).noneMatch(option -> option.startsWith("51="));
  }
}
