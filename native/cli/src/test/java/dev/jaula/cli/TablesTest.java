package dev.jaula.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Arguments;
import dev.jaula.args.Command;
import dev.jaula.args.Example;
import dev.jaula.args.Help;
import dev.jaula.args.Language;
import dev.jaula.args.ManPage;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.Parser;
import dev.jaula.args.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  static List<Command> all() {
    List<Command> all = new ArrayList<>();
    collect(Tables.root(), all);
    return all;
  }

  private static void collect(Command command, List<Command> all) {
    all.add(command);
    if (command.subcommands() != null) {
      for (String name : command.subcommands().names()) {
        collect(requireNonNull(command.subcommands().find(name), name), all);
      }
    }
  }

  static Stream<Option> options(Command command) {
    return command.groups().stream().flatMap(group -> group.options().stream());
  }

  @Test
  void everyVerbHasATableUnderItsName() {
    assertThat(all()).hasSize(51);
    assertThat(all()).extracting(Command::path).doesNotHaveDuplicates();
    for (Command command : all()) {
      assertThat(command.name()).isNotEmpty();
      if (command.subcommands() != null) {
        for (String name : command.subcommands().names()) {
          Command below = requireNonNull(command.subcommands().find(name));
          assertThat(below.path()).isEqualTo(command.path() + " " + name);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAndLettersAreUnique(Command command) {
    Set<String> typed = new HashSet<>();
    options(command)
        .forEach(option -> {
          if (option.letter() != Option.NONE) {
            assertThat(typed.add("-" + option.letter())).as(option.typed()).isTrue();
          }
          if (!option.name().isEmpty()) {
            assertThat(typed.add("--" + option.name())).as(option.typed()).isTrue();
          }
          option.aliases().forEach(a -> assertThat(typed.add("--" + a)).as(a).isTrue());
        });
    assertThat(typed).contains("--help", "--lang");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyTextIsThereInBothLanguages(Command command) {
    List<Text> texts = new ArrayList<>(List.of(command.summary()));
    options(command).map(Option::help).forEach(texts::add);
    command.examples().forEach(example -> texts.add(example.what()));
    for (Text text : texts) {
      assertThat(text.en()).isNotBlank().doesNotEndWith(".").doesNotContain("  ", "\n");
      assertThat(text.pt()).isNotBlank().doesNotEndWith(".").doesNotContain("  ", "\n");
      if (!text.en().contains("seccomp=")) {
        assertThat(text.pt()).isNotEqualTo(text.en());
      }
    }
    assertThat(command.description().pt().isEmpty())
        .isEqualTo(command.description().en().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("all")
  void onlyTheLastOperandIsRepeated(Command command) {
    List<Operand> operands = command.operands();
    boolean optional = false;
    for (int i = 0; i < operands.size(); i++) {
      assertThat(operands.get(i).repeated() && i < operands.size() - 1).isFalse();
      assertThat(optional && operands.get(i).required()).isFalse();
      optional |= !operands.get(i).required();
    }
    assertThat(operands.isEmpty() || command.subcommands() == null).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void helpFitsAndSaysEverything(Command command) {
    for (Language language : Language.values()) {
      String help = Help.of(command, language, 80);
      assertThat(help.lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
      options(command).forEach(option -> assertThat(help).contains(option.typed()));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void examplesAreUnderstood(Command command) {
    for (Example example : command.examples()) {
      String line = example.command();
      if (line.startsWith("jaula ") && !line.contains("|") && !line.contains(">")) {
        List<String> words = List.of(line.substring(6).split(" ", -1));
        assertThat(Parser.parse(Tables.root(), words).command().path()).isNotEqualTo("jaula");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCommandHasAManualPage(Command command) {
    for (Language language : Language.values()) {
      String page = ManPage.of(command, language, "jaula 0.1");
      assertThat(page).startsWith(".TH \"JAULA").contains(".SH");
      assertThat(page.lines()).noneMatch(String::isEmpty);
    }
  }

  /** Docker's run, as many people have typed it. */
  @Test
  void dockersSpellingIsUnderstood() {
    Arguments run =
        parse(
            "run -itd --rm -m 48m -c 512 --cpus=.5 --cpuset-cpus 0,1 -e A=1 -e B --net host -h box"
                + " -w /tmp -u 1000:1000 -v /a:/b:ro -l k=v --pids-limit 20 --cap-add=NET_ADMIN"
                + " --security-opt no-new-privileges --ulimit nofile=1024 --init --read-only"
                + " --device-read-bps /dev/sda:1mb host sh -c env");
    assertThat(run.value("memory")).isEqualTo("48m");
    assertThat(run.value("network")).isEqualTo("host");
    assertThat(run.value("hostname")).isEqualTo("box");
    assertThat(run.values("env")).containsExactly("A=1", "B");
    assertThat(run.is("detach") && run.is("tty") && run.is("interactive")).isTrue();
    assertThat(run.rest(1)).containsExactly("sh", "-c", "env");
  }

  /**
   * What the tutorial types with cgroup-tools, after {@code jaula cgroup} or {@code jaula} alone.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cgroup create -t root:root -a root:root -g cpu,memory:mazoni | jaula cgroup create",
        "cgroup set -r cpu.max=20000 mazoni | jaula cgroup set",
        "cgroup get -r cpu.max -r memory.peak mazoni | jaula cgroup get",
        "cgroup get -g cpu:mazoni | jaula cgroup get",
        "cgroup classify -g cpu,memory:mazoni --sticky 1 2 | jaula cgroup classify",
        "cgroup exec -g cpu:mazoni dd if=/dev/zero -x | jaula cgroup exec",
        "cgroup delete -r -g cpu,memory:mazoni | jaula cgroup delete",
        "cgcreate -g cpu:mazoni | jaula cgroup create",
        "cgset -r cpu.max=1 mazoni | jaula cgroup set",
        "cgexec -g cpu:mazoni true | jaula cgroup exec",
        "lscgroup | jaula cgroup list",
        "cgroup ls | jaula cgroup list",
      })
  void cgroupToolsSpellingIsUnderstood(String line, String path) {
    assertThat(parse(line).command().path()).isEqualTo(path);
  }

  @Test
  void runHasEveryOptionThatIsPromised() {
    Command run = RunTable.table();
    for (String name : PROMISED.trim().split("\\s+", -1)) {
      assertThat(run.option(name)).as(name).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mtecdiwuhvlq"})
  void runHasDockersLetters(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      assertThat(RunTable.table().option(letter)).as("-" + letter).isNotNull();
    }
  }

  private static Arguments parse(String line) {
    return Parser.parse(Tables.root(), List.of(line.split(" ", -1)));
  }

  private static final String PROMISED =
      """
      memory cpu-shares cpu-weight cpus cpu-period cpu-quota cpuset-cpus cpuset-mems
      memory-reservation memory-swap pids-limit blkio-weight device-read-bps device-write-bps
      device-read-iops device-write-iops oom-score-adj cgroup-parent cgroup-conf name interactive
      tty detach env env-file workdir user group-add hostname domainname entrypoint init cap-add
      cap-drop privileged security-opt ulimit sysctl device shm-size stop-signal stop-timeout
      timeout rm pidfile cidfile userns network net pid ipc uts cgroupns time-offset read-only
      rootfs-rw volume mount tmpfs detach-keys label annotation explain dry-run profile lang quiet
      uidmap gidmap
      """;
}
