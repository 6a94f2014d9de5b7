package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManPageTest {
  @ParameterizedTest
  @EnumSource(Language.class)
  void groffFindsNothingToComplainAbout(Language language) throws Exception {
    for (Command command : List.of(Zoo.root(), Zoo.keep())) {
      Typed typed = groff(ManPage.of(command, language, "zoo 1.0"), "-z");
      assertThat(typed.err()).isEmpty();
      assertThat(typed.code()).isZero();
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    String page = groff(ManPage.of(Zoo.keep(), Language.EN, "zoo 1.0"), "-P-cbou").out();
    assertThat(page)
        .contains("ZOO-KEEP(1)")
        .contains("zoo-keep - Run a program in a cage")
        .contains(".dots and 'quotes' \\ stay as they are.")
        .contains("-m, --memory SIZE")
        .contains("--network, --net NETWORK")
        .contains("--explain[=FORMAT]")
        .contains("zoo keep -m 48M host sh")
        .contains("zoo(1)")
        .doesNotContain("secret");
  }

  @Test
  void portugueseKeepsItsAccents() throws Exception {
    String page = groff(ManPage.of(Zoo.keep(), Language.PT, "zoo 1.0"), "-P-cbou").out();
    assertThat(page).contains("DESCRIÇÃO").contains("Define uma variável").contains("SINOPSE");
  }

  @Test
  void aPageOfCommandsNamesTheirPages() {
    assertThat(ManPage.of(Zoo.root(), Language.EN, "zoo 1.0"))
        .contains("zoo\\-keep(1), zoo\\-feed(1)")
        .contains(".SH \"COMMANDS\"");
  }

  private static Typed groff(String page, String mode) throws IOException, InterruptedException {
    assumeTrue(Typed.installed("groff"), "groff is missing: install the package groff");
    return Typed.run(page, "groff", "-k", "-Kutf8", "-man", "-Tutf8", "-ww", mode);
  }
}
