package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
  private static Arguments parse(String... words) {
    return Parser.parse(Zoo.root(), List.of(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--memory 48M", "--memory=48M", "-m 48M", "-m48M", "-m=48M", "-itm 48M"})
  void aValueIsGivenInEveryCustomaryWay(String option) {
    List<String> words = new ArrayList<>(List.of("keep"));
    words.addAll(List.of(option.split(" ", -1)));
    words.add("host");
    Arguments arguments = Parser.parse(Zoo.root(), words);
    assertThat(arguments.value("memory")).isEqualTo("48M");
    assertThat(arguments.operands()).containsExactly("host");
  }

  @Test
  void aClusterHoldsFlagsAndThenOneValue() {
    Arguments arguments = parse("keep", "-itw", "/tmp", "host");
    assertThat(arguments.is("interactive")).isTrue();
    assertThat(arguments.is("tty")).isTrue();
    assertThat(arguments.value("workdir")).isEqualTo("/tmp");
  }

  @Test
  void optionsEndAtTheFirstOperand() {
    Arguments arguments = parse("keep", "-i", "host", "ls", "-t", "--memory", "--", "x");
    assertThat(arguments.is("tty")).isFalse();
    assertThat(arguments.operands()).containsExactly("host", "ls", "-t", "--memory", "--", "x");
    assertThat(arguments.rest(1)).containsExactly("ls", "-t", "--memory", "--", "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep host -- sh -c true", "keep -- host sh -c true"})
  void aDoubleDashBeforeTheProgramIsDropped(String line) {
    Arguments arguments = Parser.parse(Zoo.root(), List.of(line.split(" ", -1)));
    assertThat(arguments.operand(0)).isEqualTo("host");
    assertThat(arguments.rest(1)).containsExactly("sh", "-c", "true");
  }

  @Test
  void onlyOneDoubleDashIsDropped() {
    assertThat(parse("keep", "host", "--", "--").rest(1)).containsExactly("--");
    assertThat(parse("keep", "host", "--").rest(1)).isEmpty();
    assertThat(parse("keep", "host").rest(1)).isEmpty();
    assertThat(parse("keep", "host").operand(1)).isNull();
  }

  @Test
  void optionsMayFollowOperandsOfOtherCommands() {
    Arguments arguments = parse("feed", "hay", "mona", "-s", "HUP", "--", "--lang");
    assertThat(arguments.operands()).containsExactly("hay", "mona", "--lang");
    assertThat(arguments.value("signal")).isEqualTo("HUP");
  }

  @Test
  void aSingleDashIsAnOperand() {
    assertThat(parse("keep", "-").operands()).containsExactly("-");
  }

  @Test
  void anEmptyWordIsAValueAndAnOperand() {
    Arguments arguments = parse("keep", "--memory=", "-e", "", "", "x");
    assertThat(arguments.value("memory")).isEmpty();
    assertThat(arguments.values("env")).containsExactly("");
    assertThat(arguments.operands()).containsExactly("", "x");
  }

  @Test
  void aValueMayLookLikeAnOption() {
    Arguments arguments = parse("keep", "-m", "-1", "--env", "--tty", "host");
    assertThat(arguments.value("memory")).isEqualTo("-1");
    assertThat(arguments.values("env")).containsExactly("--tty");
    assertThat(arguments.is("tty")).isFalse();
  }

  @Test
  void aListKeepsItsOrderAndAValueItsLast() {
    Arguments arguments = parse("keep", "-e", "A=1", "-m1", "--env=B=2=3", "-m2", "host");
    assertThat(arguments.values("env")).containsExactly("A=1", "B=2=3");
    assertThat(arguments.value("memory")).isEqualTo("2");
    assertThat(arguments.options())
        .extracting(given -> given.option().key())
        .containsExactly("env", "memory", "env", "memory");
  }

  @ParameterizedTest
  @CsvSource({
    "--tty,true",
    "--tty=true,true",
    "--tty=1,true",
    "-t=T,true",
    "--tty=false,false",
    "--tty=0,false",
    "-t=FALSE,false"
  })
  void aFlagMayBeSwitchedOff(String option, boolean on) {
    Arguments arguments = parse("keep", option, "host");
    assertThat(arguments.is("tty", !on)).isEqualTo(on);
    assertThat(arguments.has("tty")).isTrue();
    assertThat(arguments.has("interactive")).isFalse();
    assertThat(arguments.is("interactive", true)).isTrue();
  }

  @Test
  void anOptionalValueComesOnlyAfterEquals() {
    assertThat(parse("keep", "--explain", "host").value("explain")).isEmpty();
    assertThat(parse("keep", "--explain=json", "host").value("explain")).isEqualTo("json");
    assertThat(parse("keep", "host").value("explain")).isNull();
    assertThat(parse("keep", "host").value("explain", "no")).isEqualTo("no");
  }

  @Test
  void anAliasIsFoundUnderTheName() {
    assertThat(parse("keep", "--net=host", "x").value("network")).isEqualTo("host");
  }

  @Test
  void anOptionWithoutALongNameIsFoundByItsLetter() {
    assertThat(parse("keep", "-rcpu.max=1", "-r", "a=b", "x").values("r"))
        .containsExactly("cpu.max=1", "a=b");
  }

  @Test
  void optionsBeforeTheSubcommandCountToo() {
    Arguments arguments = parse("--lang", "pt", "keep", "host");
    assertThat(arguments.value("lang")).isEqualTo("pt");
    assertThat(arguments.command().path()).isEqualTo("zoo keep");
    assertThat(arguments.command().name()).isEqualTo("keep");
  }

  @Test
  void helpNeedsNoOperandsAndNoSubcommand() {
    assertThat(parse("keep", "--help").is("help")).isTrue();
    assertThat(parse("--help").command().path()).isEqualTo("zoo");
    assertThat(parse("feed", "--help", "grass").command().path()).isEqualTo("zoo feed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep --memry 1 x | zoo keep: unknown option --memry; did you mean --memory?",
        "keep --mem 1 x | zoo keep: unknown option --mem; did you mean --memory?",
        "keep --memory-limit=1 x | zoo keep: unknown option --memory-limit; zoo keep --help lists them",
        "keep --nte host x | zoo keep: unknown option --nte; did you mean --net?",
        "keep --secre x | zoo keep: unknown option --secre; zoo keep --help lists them",
        "keep --=x x | zoo keep: unknown option --; zoo keep --help lists them",
        "keep -memory 1 x | zoo keep: unknown option -memory; did you mean --memory?",
        "keep -q x | zoo keep: unknown option -q; zoo keep --help lists them",
        "keep -iqt x | zoo keep: unknown option -q in -iqt; zoo keep --help lists them",
        "keep -netwrok=x x | zoo keep: unknown option -n in -netwrok=x; did you mean --network?",
        "keep -m | zoo keep: option -m needs a value: -m SIZE",
        "keep -itm | zoo keep: option -m needs a value: -m SIZE",
        "keep --memory | zoo keep: option --memory needs a value: --memory SIZE",
        "keep --tty=yes x | zoo keep: option --tty is on or off, =true or =false, not yes",
        "keep --explain=jsn x | zoo keep: --explain may be text, json, not jsn; did you mean json?",
        "keep --lang fr x | zoo keep: --lang may be en, pt, not fr",
        "keep | zoo keep: ROOT is missing; usage: zoo keep [OPTIONS] ROOT [--] PROGRAM [ARG...]",
        "feed hay | zoo feed: ANIMAL is missing; usage: zoo feed [OPTIONS] FOOD ANIMAL...",
        "feed grass mona | zoo feed: FOOD may be hay, meat, not grass",
        "list all | zoo list: all is one operand too many; usage: zoo list",
        "kepe host | zoo: unknown command kepe; did you mean keep?",
        "zebra | zoo: unknown command zebra; zoo --help lists them",
        "--lang pt | zoo: COMMAND is missing; usage: zoo [OPTIONS] COMMAND",
      })
  void aMistakeIsAnsweredInOneLine(String line, String message) {
    UsageException e =
        catchThrowableOfType(
            UsageException.class, () -> Parser.parse(Zoo.root(), List.of(line.split(" ", -1))));
    assertThat(e).hasMessage(message);
    assertThat(e.text().en()).isEqualTo(message);
    assertThat(e.text().pt()).isNotEqualTo(message).startsWith("zoo").doesNotContain("\n");
  }

  @Test
  void mistakesAreToldInPortugueseToo() {
    UsageException e =
        catchThrowableOfType(UsageException.class, () -> parse("keep", "--memry", "1", "x"));
    assertThat(e.text().in(Language.PT))
        .isEqualTo("zoo keep: opção desconhecida --memry; você quis dizer --memory?");
  }
}
