package dev.jaula.see;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
  private final View view = Samples.view();
  private final List<Usage> usages = Samples.many(30);

  private View.Action type(String keys) {
    View.Action last = View.Action.NONE;
    byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
    for (int key : Keys.decode(bytes, bytes.length)) {
      last = view.press(key, view.rows(usages));
    }
    view.rows(usages);
    return last;
  }

  @Test
  void theFirstRowIsSelectedAndArrowsMove() {
    List<Usage> rows = view.rows(usages);
    assertThat(view.selected()).isEqualTo(rows.get(0).name());
    type("\033[B\033OB");
    assertThat(view.selected()).isEqualTo(rows.get(2).name());
    type("k\033[A\033[A");
    assertThat(view.selected()).isEqualTo(rows.get(0).name());
    type("\033[F");
    assertThat(view.selected()).isEqualTo(rows.get(29).name());
    type("\033[5~");
    assertThat(view.selected()).isEqualTo(rows.get(19).name());
    type("\033[1~");
    assertThat(view.selected()).isEqualTo(rows.get(0).name());
  }

  @ParameterizedTest
  @CsvSource({"c,CPU", "m,MEMORY", "p,PIDS", "i,IO", "n,NAME"})
  void lettersSort(String key, Sort sort) {
    type(key);
    assertThat(view.sort()).isEqualTo(sort);
    List<Usage> rows = view.rows(usages);
    assertThat(rows).isSortedAccordingTo((a, b) -> sort.apply(List.of(b, a)).get(0) == a ? -1 : 1);
  }

  @Test
  void aFilterIsTypedChangedAndLeft() {
    type("/c29\177");
    assertThat(view.rows(usages))
        .extracting(Usage::name)
        .contains("c2", "c20")
        .doesNotContain("c1");
    type("9\r");
    assertThat(view.rows(usages)).extracting(Usage::name).containsExactly("c29");
    type("\033");
    assertThat(view.rows(usages)).hasSize(30);
  }

  @Test
  void killingAsksFirst() {
    assertThat(type("K")).isEqualTo(View.Action.NONE);
    assertThat(type("n")).isEqualTo(View.Action.NONE);
    assertThat(type("Ky")).isEqualTo(View.Action.KILL);
    assertThat(type("y")).isEqualTo(View.Action.NONE);
  }

  @Test
  void pausesInspectsAndQuits() {
    assertThat(type(" ")).isEqualTo(View.Action.PAUSE);
    type("\r");
    assertThat(view.isDetails()).isTrue();
    assertThat(type("q")).isEqualTo(View.Action.NONE);
    assertThat(view.isDetails()).isFalse();
    assertThat(type("hq")).isEqualTo(View.Action.NONE);
    assertThat(type("q")).isEqualTo(View.Action.QUIT);
    assertThat(type("/abc\003")).isEqualTo(View.Action.QUIT);
  }

  @Test
  void theSelectionFollowsItsContainerAndItsEnd() {
    type("n\033[B");
    String chosen = view.selected();
    type("c");
    assertThat(view.selected()).isEqualTo(chosen);
    type("K");
    List<Usage> others = usages.stream().filter(u -> !u.name().equals(chosen)).toList();
    view.rows(others);
    assertThat(view.selected()).isNotEqualTo(chosen);
    assertThat(view.press('y', others)).isEqualTo(View.Action.NONE);
  }

  @Test
  void withoutContainersNothingIsAskedFor() {
    View empty = Samples.view();
    for (int key : new int[] {' ', 'K', 'y', Keys.ENTER, Keys.DOWN, 'j', 'G'}) {
      assertThat(empty.press(key, empty.rows(List.of()))).isEqualTo(View.Action.NONE);
    }
    assertThat(empty.isDetails()).isFalse();
  }
}
