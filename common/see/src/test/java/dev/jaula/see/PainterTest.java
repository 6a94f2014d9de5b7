package dev.jaula.see;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PainterTest {
  private static Line line(String text) {
    return Line.of(Style.PLAIN, text);
  }

  @Test
  void sendsOnlyTheLinesThatDiffer() {
    Painter painter = new Painter(true);
    assertThat(painter.paint(List.of(line("a"), line("b")), 80))
        .isEqualTo("\033[1;1Ha\033[K\033[2;1Hb\033[K");
    assertThat(painter.paint(List.of(line("a"), line("b")), 80)).isEmpty();
    assertThat(painter.paint(List.of(line("a"), line("c")), 80)).isEqualTo("\033[2;1Hc\033[K");
    painter.forget();
    assertThat(painter.paint(List.of(line("a"), line("c")), 80)).contains("a", "c");
  }

  @Test
  void aFullLineKeepsItsLastCharacter() {
    assertThat(new Painter(true).paint(List.of(line("abcd")), 4)).isEqualTo("\033[1;1Habcd");
  }

  @Test
  void styleIsSentAndEnded() {
    Line warning = Line.of(Style.WARN, "hot");
    assertThat(warning.ansi(true)).isEqualTo("\033[33mhot\033[0m");
    assertThat(warning.ansi(false)).isEqualTo("\033[1mhot\033[0m");
  }

  @Test
  void plainTextHasNoEscapesAndNoEmptyLines() {
    assertThat(Painter.plain(List.of(line("a  "), Line.EMPTY, Line.of(Style.BAD, "b"))))
        .isEqualTo("a\nb\n\n");
  }

  @Test
  void leavingUndoesEntering() {
    for (String mode : List.of("?1049", "?25", "?7")) {
      assertThat(Painter.ENTER).contains(mode);
      assertThat(Painter.LEAVE).contains(mode);
    }
  }
}
