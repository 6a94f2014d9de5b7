package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --explain}, {@code --dry-run} and {@code --profile} of the runtime's verbs. */
class OciInsightTest {
  private static final String ID = OciRuntime.id("insight");
  private static final Pattern ROW = Pattern.compile("(?m)^(\\w+) +(\\d+) +(\\d+)");

  @TempDir Path folder;
  private OciRuntime runtime;
  private String bundle;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    String limits = "], \"resources\": {\"cpu\": {\"shares\": 512}, \"pids\": {\"limit\": 33}}";
    bundle = runtime.bundle("b", "echo out", false, ", {\"type\": \"pid\"}" + limits);
  }

  @AfterEach
  void end() throws IOException {
    runtime.delete(ID);
    assertThat(Leftovers.cgroups(ID)).isEmpty();
  }

  /** Each step with its command, on standard error, and all of it is done. */
  @Test
  void explainTellsWhatIsDone() {
    Program.Result result = runtime.run("run", "--explain", "--bundle", bundle, ID);
    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err())
        .containsPattern("(?m)^echo 33 > /sys/fs/cgroup/.*" + ID + "/pids.max$")
        .containsPattern("(?m)^exec .*sh -c ")
        .contains("unshare --");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dry-run", "--explain=json"})
  void whatIsNotPerformedLeavesNothing(String option) throws IOException {
    Program.Result result = runtime.run("create", option, "--bundle", bundle, ID);
    assertThat(result.exit()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("mkdir", "pids.max", "sh -c ");
    assertThat(runtime.run("state", ID).exit()).isEqualTo(1);
    assertThat(Leftovers.cgroups(ID)).isEmpty();
    assertThat(runtime.state().resolve(ID)).doesNotExist();
  }

  /** Systemd's own words for each limit, also where it does not run. */
  @Test
  void aUnitIsToldWithItsProperties() {
    String plan =
        runtime.text("--systemd-cgroup", "create", "--explain=json", "--bundle", bundle, ID);
    assertThat(plan)
        .contains(
            "\"step\": \"EnterUnit\"",
            "# systemd-run --scope --unit jaula-" + ID + ".scope\\n#   Description=",
            "\\n#   Slice=system.slice\\n",
            "=512 # given: cpu.shares 512\\n",
            "\\n#   TasksMax=33 # given: pids.limit 33");
  }

  /** Nobody listens at the socket, and nobody is to be called. */
  @Test
  void aPlanAloneCallsNobody() {
    String nobody = folder.resolve("nobody").toString();
    Program.Result result =
        runtime.run("create", "--dry-run", "--pidfd-socket", nobody, "--bundle", bundle, ID);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  @Test
  void aPlanIsData() {
    String plan = runtime.text("run", "--explain=json", "--bundle", bundle, ID);
    assertThat(plan).startsWith("[\n").endsWith("]\n");
    assertThat(plan).contains("\"step\": \"CloneInit\"", "\"process\": \"init\"", "\"why\": ");
  }

  /** The rows of both processes, which work at the same time, leave no gap. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "exec"})
  void profileLeavesNoTimeOut(String verb) throws IOException {
    Program.Result result;
    if (verb.equals("run")) {
      result = runtime.run("run", "--profile", "--bundle", bundle, ID);
    } else {
      runtime.sleeping(ID);
      result = runtime.run("exec", "--profile", ID, "echo", "out");
    }
    assertThat(result.out()).isEqualTo("out\n");
    List<MatchResult> rows = ROW.matcher(result.err()).results().toList();
    long sum = rows.stream().filter(r -> !r.group(1).equals("total")).mapToLong(this::micros).sum();
    long total =
        rows.stream().filter(r -> r.group(1).equals("total")).mapToLong(this::micros).sum();
    assertThat(total).isPositive();
    assertThat(sum).as(result.err()).isGreaterThan(total - rows.size() - total / 20);
    assertThat(rows).extracting(r -> r.group(1)).contains("Plan", "CloneInit", "Execute");
  }

  /** Every verb of a container's life tells its phases; they are all of the time, in columns. */
  @Test
  void everyVerbTellsItsPhases() {
    runtime.text("create", "--bundle", bundle, ID);
    List<String> first = List.of("LoadState", "LookAtProcess");
    assertThat(phases("start", ID)).containsAll(first).contains("OpenGate", "AwaitExecute");
    assertThat(phases("state", ID)).containsAll(first).contains("ReadConfig", "Print");
    runtime.delete(ID);
    runtime.text("create", "--bundle", bundle, ID);
    assertThat(phases("kill", "--regex", "^" + ID + "$", "KILL")).contains("LoadState", "Signal");
    assertThat(phases("delete", "--force", ID))
        .containsAll(first)
        .contains("KillAndWait", "RemoveCgroups", "RemoveState", "RunHooks");
  }

  private List<String> phases(String verb, String... words) {
    List<String> all = new ArrayList<>(List.of(verb, "--profile"));
    all.addAll(List.of(words));
    Program.Result result = runtime.run(all.toArray(String[]::new));
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err().lines())
        .allMatch(line -> line.matches("[A-Za-z]+ +\\S+ +\\S+( \\(\\d+ %\\))?"))
        .allMatch(line -> line.charAt(31) == ' ' && line.charAt(32) != ' ')
        .startsWith("phase" + " ".repeat(27) + "us" + " ".repeat(10) + "kernel");
    List<MatchResult> rows = ROW.matcher(result.err()).results().toList();
    assertThat(rows.getLast().group(1)).isEqualTo("total");
    long sum = rows.stream().mapToLong(this::micros).sum() - micros(rows.getLast());
    assertThat(sum).isBetween(micros(rows.getLast()) - rows.size(), micros(rows.getLast()));
    return rows.stream().map(row -> row.group(1)).toList();
  }

  private long micros(MatchResult row) {
    return Long.parseLong(row.group(2));
  }

  @Test
  void timeToExplainIsNotMeasured() {
    Program.Result result = runtime.run("create", "--explain", "--profile", "--bundle", bundle, ID);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("--explain and --profile exclude each other");
  }

  /** Each change as the command that a person would type. */
  @Test
  void updateTellsWhatIsWritten() throws IOException {
    runtime.sleeping(ID);
    Program.Result result =
        runtime.run("update", "--explain", "--pids-limit", "44", "--memory", "64M", ID);
    assertThat(result.exit()).isZero();
    assertThat(result.err())
        .containsPattern("(?m)^echo 44 > /sys/fs/cgroup/.*" + ID + "/pids.max$")
        .containsPattern("(?m)^echo 67108864 > /sys/fs/cgroup/.*" + ID + "/memory\\.");
    assertThat(Files.exists(runtime.state().resolve(ID))).isTrue();
  }
}
