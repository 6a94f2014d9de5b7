package dev.jaula.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A limit in words: what was given beside what is written, and what happens without the file. */
class LimitWordsTest {
  @Test
  void whatWasGivenStandsBesideWhatIsWritten() {
    Step.SetLimit weight =
        new Step.SetLimit("/c/x/cpu.weight", "59", null, "cpu.shares 512", false, Limit.CPU_SHARES);
    Explanation words = Explainer.explain(weight);
    assertThat(words.en()).endsWith("; given: cpu.shares 512");
    assertThat(words.pt()).endsWith("; dado: cpu.shares 512");
    assertThat(words.shell()).isEqualTo("echo 59 > /c/x/cpu.weight");
    Step.SetLimit pids = new Step.SetLimit("/c/x/pids.max", "9", null, null, false, Limit.PIDS);
    assertThat(Explainer.explain(pids).en()).doesNotContain("given");
  }

  /** A comment, as a scope is made around a process that is there only by the bus. */
  @Test
  void aUnitHasItsProperties() {
    List<String> lines = List.of("Delegate=yes", "CPUWeight=59 # given: cpu.shares 512");
    Step.EnterUnit step = new Step.EnterUnit("x.scope", pid -> {}, () -> lines);
    assertThat(Explainer.explain(step).shell())
        .isEqualTo(
            """
            # systemd-run --scope --unit x.scope
            #   Delegate=yes
            #   CPUWeight=59 # given: cpu.shares 512\
            """);
  }

  @Test
  void theCommandDoesWithoutTheFileWhatTheStepDoes() {
    Step.SetLimit general =
        new Step.SetLimit(
            "/c/io.weight", "default 4950", null, "blockIO.weight 500", false, Limit.IO_WEIGHT);
    Step.SetLimit bfq =
        new Step.SetLimit("/c/io.bfq.weight", "500", general, null, false, Limit.IO_WEIGHT);
    assertThat(Explainer.explain(bfq).shell())
        .isEqualTo(
            "{ echo 500 > /c/io.bfq.weight; } 2> /dev/null || echo \"default 4950\" > /c/io.weight");
    assertThat(Explainer.explain(bfq).en()).endsWith("; given: blockIO.weight 500");
    Step.SetLimit swap = new Step.SetLimit("/c/memory.swap.max", "0", null, null, true, Limit.SWAP);
    assertThat(Explainer.explain(swap).shell())
        .isEqualTo("{ echo 0 > /c/memory.swap.max; } 2> /dev/null || :");
  }
}
