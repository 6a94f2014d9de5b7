package dev.jaula.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {
  @Test
  void ratesAreBetweenTwoSamples() {
    Usage usage = Samples.usage("web", 199, 20_000, 40, 48);
    assertThat(usage.cpu()).isEqualTo(199);
    assertThat(usage.cpuLimit()).isEqualTo(200);
    assertThat(usage.cpuOfLimit()).isEqualTo(995);
    assertThat(usage.throttled()).isEqualTo(800);
    assertThat(usage.readRate()).isEqualTo(2 * 199 * 500);
    assertThat(usage.pressure()).isEqualTo(125);
  }

  @Test
  void aFirstSampleHasNoRates() {
    Usage usage = Usage.between(null, Samples.usage("web", 199, 20_000, 40, 48).now());
    assertThat(usage.cpu()).isZero();
    assertThat(usage.memory()).isEqualTo(40 * Samples.MIB);
  }

  @Test
  void theTableIsAligned() {
    String table = StatsTable.of(Samples.five(), Samples.MACHINE);
    assertThat(table)
        .contains(
            "19.90%", "99.50%", "80.0%", "40MiB / 48MiB", "83.33%", "700MiB / 4GiB", "-- / --");
    int column = table.indexOf("MEM USAGE");
    assertThat(table.lines().skip(1))
        .allSatisfy(l -> assertThat(l.charAt(column - 1)).isEqualTo(' '));
  }

  @Test
  void jsonHasDockersKeysAndNumbers() {
    for (Usage usage : Samples.five()) {
      String json = StatsJson.of(usage, Samples.MACHINE);
      JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
      assertThat(json)
          .contains("\"Name\":\"" + usage.name() + "\"", "\"ID\":")
          .doesNotContain("\n");
    }
    assertThat(StatsJson.of(Samples.five().get(0), Samples.MACHINE))
        .contains(
            "\"CPUPerc\":\"19.90%\"",
            "\"MemUsage\":\"40MiB / 48MiB\"",
            "\"MemPerc\":\"83.33%\"",
            "\"PIDs\":\"3\"",
            "\"cpu_limit_millis\":200",
            "\"throttled_permille\":800");
    assertThat(StatsJson.of(Samples.five().get(1), Samples.MACHINE))
        .contains("\"memory_limit\":null", "\"cpu_limit_millis\":null");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0B",
    "1023,1023B",
    "1024,1KiB",
    "1536,1.5KiB",
    "50331648,48MiB",
    "1126,1.09KiB",
    "4398046511104,4TiB",
    "9223372036854775807,8191.99PiB"
  })
  void sizesAreDockers(long bytes, String text) {
    assertThat(Amounts.docker(bytes)).isEqualTo(text);
  }

  @Test
  void shortSizesFitTheirColumn() {
    for (long bytes = 1; bytes > 0; bytes = bytes * 3) {
      assertThat(Amounts.size(bytes).length()).as("%d", bytes).isLessThanOrEqualTo(5);
    }
    assertThat(Amounts.percent(1999)).isEqualTo("199%");
  }

  @Test
  void networkIsTheSumButForLo() {
    String dev =
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            lo:  500    5 0 0 0 0 0 0  500 5 0 0 0 0 0 0
          eth0: 1000   10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0
          eth1:1   1 0 0 0 0 0 0 2 1 0 0 0 0 0 0
        """;
    assertThat(Sample.Network.parse(dev)).isEqualTo(new Sample.Network(1001, 2002));
    assertThat(Sample.Network.parse(null)).isEqualTo(Sample.Network.NONE);
  }

  @Test
  void historyKeepsTheNewest() {
    History history = new History();
    for (int i = 0; i < 1000; i++) {
      history.add(i);
    }
    assertThat(history.back(0)).isEqualTo(999);
    assertThat(history.back(255)).isEqualTo(744);
    assertThat(history.back(256)).isEqualTo(-1);
    assertThat(new History().back(0)).isEqualTo(-1);
    assertThat(Bar.history(history, 4, true)).isEqualTo("████");
    assertThat(List.of(Bar.style(0), Bar.style(600), Bar.style(900)))
        .containsExactly(Style.GOOD, Style.WARN, Style.BAD);
  }
}
