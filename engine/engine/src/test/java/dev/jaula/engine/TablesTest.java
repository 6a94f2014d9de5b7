package dev.jaula.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Command;
import dev.jaula.args.Help;
import dev.jaula.args.Language;
import dev.jaula.args.Option;
import dev.jaula.args.Subcommands;
import dev.jaula.handover.ImageNames;
import dev.jaula.image.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's tables, and what must be the same on both sides of the hand-over. */
class TablesTest {
  static List<Command> all() {
    List<Command> all = new ArrayList<>();
    collect(new Tables(), all);
    return all;
  }

  private static void collect(Subcommands commands, List<Command> all) {
    for (String name : commands.names()) {
      Command command = commands.find(name);
      assertThat(command).as(name).isNotNull();
      if (command != null) {
        all.add(command);
        if (command.subcommands() != null) {
          collect(command.subcommands(), all);
        }
      }
    }
  }

  private static List<Option> options(Command command) {
    List<Option> options = new ArrayList<>();
    command.groups().forEach(group -> options.addAll(group.options()));
    return options;
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAreUniqueAndTextsInBothLanguages(Command command) {
    Set<String> typed = new HashSet<>();
    for (Option option : options(command)) {
      assertThat(typed.add("--" + option.name())).as(option.typed()).isTrue();
      assertThat(option.letter() == Option.NONE || typed.add("-" + option.letter())).isTrue();
      assertThat(option.help().en()).isNotBlank().doesNotEndWith(".");
      assertThat(option.help().pt()).isNotBlank().isNotEqualTo(option.help().en());
    }
    assertThat(typed).contains("--help", "--lang");
    for (Language language : Language.values()) {
      assertThat(Help.of(command, language, 80).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian",
        "debian:stable",
        "library/debian",
        "docker.io/debian",
        "a/b",
        "a/b:c",
        "index.docker.io/debian:a",
        "localhost/x",
        "localhost:5000/x",
        "quay.io/a/b:1",
        "UPPER/x",
      })
  void bothSidesMakeANameWholeInTheSameWay(String typed) {
    assertThat(ImageNames.whole(typed)).isEqualTo(Reference.parse(typed).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.123456789+01:00, 2026-01-02T02:04:05.123456789Z",
    "2026-01-02T03:04:05.1-00:30, 2026-01-02T03:34:05.100Z",
    "nonsense, 1970-01-01T00:00:00Z",
    "2026-13-02T03:04:05Z, 1970-01-01T00:00:00Z",
    "2026-01-02T03:04:05, 1970-01-01T00:00:00Z",
  })
  void momentsAreRead(String text, Instant moment) {
    assertThat(Moments.parse(text)).isEqualTo(moment);
  }

  @Test
  void momentsAreReadFromNothing() {
    assertThat(Moments.parse("")).isEqualTo(Instant.EPOCH);
  }
}
