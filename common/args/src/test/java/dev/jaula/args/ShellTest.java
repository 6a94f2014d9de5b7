package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets real shells complete, with a real program to ask. */
class ShellTest {
  @TempDir Path home;

  @BeforeEach
  void installZoo() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    Path zoo =
        Files.writeString(
            home.resolve("zoo"),
            "#!/bin/sh\nexec '"
                + java
                + "' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '"
                + classes
                + "' dev.jaula.args.Zoo \"$@\"\n");
    assertThat(zoo.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(home.resolve("tree"));
    Files.writeString(home.resolve("two words"), "");
    Files.writeString(home.resolve("vars"), "");
    for (Shell shell : Shell.values()) {
      Files.writeString(home.resolve("script." + shell), shell.script("zoo"));
    }
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void theScriptIsGoodSyntax(Shell shell) throws Exception {
    String program = program(shell);
    Typed typed = Typed.run("", program, "-n", home.resolve("script." + shell).toString());
    assertThat(typed.err()).isEmpty();
    assertThat(typed.code()).isZero();
  }

  /** The words that bash would make of the line, and what it then would offer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo ke | zoo,ke | keep",
        "zoo keep --int | zoo,keep,--int | --interactive",
        "zoo keep --net=h | zoo,keep,--net,=,h | host",
        "zoo keep --explain= | zoo,keep,--explain,= | text json",
        "zoo keep -r memory.p | zoo,keep,-r,memory.p | memory.peak= nospace",
        "zoo feed hay a: | zoo,feed,hay,a,: | b",
        "zoo keep --env-file=va | zoo,keep,--env-file,=,va | vars filenames",
        "zoo keep -w t | zoo,keep,-w,t | tree filenames",
        "zoo keep --env-file tw | zoo,keep,--env-file,tw | two words filenames",
        "zoo feed hay mo | zoo,feed,hay,mo | mona",
      })
  void bashOffers(String line, String words, String offered) throws Exception {
    String script =
        """
        cd '%s' || exit 1
        PATH=$PWD:$PATH
        compopt() { options+=" $2"; }
        source ./script.BASH
        COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
        IFS=, read -ra COMP_WORDS <<< '%s'
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE='%s'
        COMP_POINT=${#COMP_LINE} options=
        _zoo && echo "${COMPREPLY[*]}$options"
        """
            .formatted(home, words, line);
    Typed typed = Typed.run(script, program(Shell.BASH), "--norc", "-u");
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out().strip()).isEqualTo(offered);
  }

  @Test
  void bashOffersAllAfterABlank() throws Exception {
    String script =
        """
        cd '%s' && PATH=$PWD:$PATH
        compopt() { :; }
        source ./script.BASH
        COMP_WORDS=(zoo feed hay '') COMP_CWORD=3 COMP_LINE='zoo feed hay ' COMP_POINT=13
        _zoo; printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(home);
    assertThat(Typed.run(script, program(Shell.BASH), "--norc").out().lines())
        .containsExactly("mazoni", "mona", "a:b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo ke | keep\tRun a program in a cage",
        "zoo keep --net=h | --net=host",
        "zoo keep --env-file=va | --env-file=vars",
        "zoo keep -w tr | tree/\tDirectory",
        "zoo feed hay mo | mona",
        "zoo feed '' m | mazoni,mona",
      })
  void fishOffers(String line, String offered) throws Exception {
    String script =
        "cd " + home + "; set PATH $PWD $PATH; source script.FISH; complete -C \"" + line + "\"";
    Typed typed = Typed.run("", program(Shell.FISH), "--no-config", "-c", script);
    assertThat(typed.err()).isEmpty();
    assertThat(String.join(",", typed.out().lines().toList())).isEqualTo(offered);
  }

  /** zsh completes only at a terminal, so it gets one of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo ke | 'zoo keep '",
        "zoo keep --net=h | 'zoo keep --net=host '",
        "zoo keep -r memory.p | zoo keep -r memory.peak=",
        "zoo keep --env-file=va | 'zoo keep --env-file=vars '",
        "zoo keep -w tr | zoo keep -w tree/",
        "zoo feed hay mon | 'zoo feed hay mona '",
      })
  void zshCompletes(String line, String completed) throws Exception {
    String program = program(Shell.ZSH);
    Files.writeString(
        home.resolve(".zshrc"),
        """
        cd '%s'; PATH=$PWD:$PATH PS1=
        autoload -Uz compinit; compinit -u -D
        source ./script.ZSH
        show() { print -r -- "<<$BUFFER>>"; exit }
        zle -N show; bindkey '^G' show
        """
            .formatted(home));
    String script =
        """
        zmodload zsh/zpty
        zpty -b z ZDOTDIR='%s' TERM=dumb %s -d -i
        zpty -n -w z $'%s\\t\\a'
        until [[ $seen == *'<<'*'>>'* ]]; do
          zpty -r z part || { sleep 0.05; (( ++waited < 400 )) || exit 1; continue }
          seen+=$part
        done
        print -r -- "${${seen##*<<}%%%%>>*}|"
        """
            .formatted(home, program, line);
    Typed typed = Typed.run(script, program, "-f");
    assertThat(typed.err()).isEmpty();
    assertThat(typed.out()).isEqualTo(completed + "|\n");
  }

  private static String program(Shell shell) {
    String program =
        switch (shell) {
          case BASH -> "bash";
          case ZSH -> "zsh";
          case FISH -> "fish";
        };
    assumeTrue(Typed.installed(program), program + " is missing: install the package " + program);
    return program;
  }
}
