package dev.jaula.see;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Screens against files in src/test/resources/screens; -Dgolden.update=true writes them anew. */
class ScreenTest {
  private static final Path FOLDER = Path.of("src/test/resources/screens");

  static Stream<Arguments> screens() {
    View help = Samples.view();
    View details = Samples.view();
    details.rows(Samples.five());
    help.press('h', Samples.five());
    details.press(Keys.ENTER, details.rows(Samples.five()));
    View asks = Samples.view();
    asks.press('K', asks.rows(Samples.five()));
    return Stream.of(
        screen("80x24", Samples.five(), Samples.view(), Samples.look(80, 24)),
        screen("120x40", Samples.five(), Samples.view(), Samples.look(120, 40)),
        screen("40x10", Samples.five(), Samples.view(), Samples.look(40, 10)),
        screen("none", List.of(), Samples.view(), Samples.look(80, 24)),
        screen("200", Samples.many(200), Samples.view(), Samples.look(80, 24)),
        screen("filter", Samples.many(200), new View(Sort.NAME, "c19"), Samples.look(80, 24)),
        screen("help", Samples.five(), help, Samples.look(80, 24)),
        screen("details", Samples.five(), details, Samples.look(80, 24)),
        screen("confirm", Samples.five(), asks, Samples.look(80, 12)),
        screen("ascii-pt", Samples.five(), Samples.view(), new Look(100, 24, false, Language.PT)));
  }

  private static Arguments screen(String name, List<Usage> usages, View view, Look look) {
    return Arguments.of(name, Screen.render(Samples.model(usages, view), look), look);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("screens")
  void isAsDrawn(String name, List<Line> lines, Look look) throws IOException {
    assertThat(lines).hasSize(look.height());
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.text().length()).isLessThanOrEqualTo(look.width()));
    String text =
        lines.stream()
            .map(line -> line.text().stripTrailing() + "\n")
            .collect(Collectors.joining());
    Path file = FOLDER.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  /** Every size is drawn, with the selection on the screen. */
  @ParameterizedTest
  @CsvSource({"1,1", "20,4", "39,9", "79,13", "80,14", "81,15", "132,50", "500,200", "9999,9999"})
  void everySizeHoldsTheSelection(int width, int height) {
    View view = Samples.view();
    List<Usage> usages = Samples.many(200);
    view.rows(usages);
    for (int i = 0; i < 150; i++) {
      view.press('j', view.rows(usages));
    }
    List<Line> lines = Screen.render(Samples.model(usages, view), Samples.look(width, height));
    assertThat(lines).anySatisfy(line -> assertThat(line.text()).startsWith(">"));
    assertThat(lines).allSatisfy(line -> assertThat(line.text().length()).isLessThanOrEqualTo(500));
  }

  @Test
  void everyFactIsOnAWideScreen() {
    List<Line> lines =
        Screen.render(Samples.model(Samples.five(), Samples.view()), Samples.look(140, 24));
    assertThat(lines.get(1).text())
        .contains(
            "NAME", "CPU", "LIMIT", "THR", "MEM", "PEAK", "PIDS", "PSI", "RD/s", "WR/s", "OOM");
    String web =
        lines.stream().map(Line::text).filter(t -> t.startsWith(" web")).findFirst().orElseThrow();
    assertThat(web).contains("19.9%", "20%", "80%", "40M", "48M");
  }

  @Test
  void withoutColorNoColorIsSent() {
    for (Line line :
        Screen.render(Samples.model(Samples.five(), Samples.view()), Samples.look(80, 24))) {
      assertThat(line.ansi(false)).doesNotContainPattern("\033\\[[0-9;]*[3-4][0-9]");
    }
  }

  @Test
  void aNameCannotSteerTheTerminal() {
    List<Usage> evil = List.of(Samples.usage("x\033[2J\u009b2J\ud800", 1, -1, 1, -1));
    for (Line line : Screen.render(Samples.model(evil, Samples.view()), Samples.look(80, 24))) {
      assertThat(line.text()).doesNotContain("\033", "\u009b", "\ud800");
    }
  }
}
