package dev.jaula.args;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void ofACommandWithSubcommands() {
    assertThat(Help.of(Zoo.root(), Language.EN, 80))
        .isEqualTo(
            """
            Usage: zoo [OPTIONS] COMMAND

            Keep animals.

            Commands:
              keep    Run a program in a cage
              feed    Feed animals
              list    List animals
              help    Show help

            General:
                  --help           Show this help
                  --lang LANGUAGE  Language
            """);
  }

  @Test
  void ofACommandWithOptionsInGroups() {
    assertThat(Help.of(Zoo.keep(), Language.PT, 72))
        .isEqualTo(
            """
            Uso: zoo keep [OPTIONS] ROOT [--] PROGRAM [ARG...]

            Executa um programa em uma jaula.

            A jaula fica trancada.

            .pontos e 'aspas' \\ ficam como são.

            Terminal:
              -i, --interactive       Escuta
              -t, --tty               Dá um terminal
              -w, --workdir DIR       Começa aqui
              -e, --env NAME[=VALUE]  Define uma variável
                  --env-file FILE     Lê variáveis

            Limites:
              -m, --memory SIZE       Máximo de memória que todos os animais da
                                      jaula podem usar antes que o kernel se zangue
                  --network NETWORK   Qual rede
                  --explain[=FORMAT]  Conta
                  --a-name-too-long-for-the-column N
                                      Longa
              -r KEY=VALUE            Chave

            Gerais:
                  --help              Mostra esta ajuda
                  --lang LANGUAGE     Idioma

            Exemplos:
              zoo keep -m 48M host sh
                  Uma jaula pequena
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40, 55, 80, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    String help = Help.of(Zoo.keep(), Language.EN, width);
    assertThat(help.lines())
        .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(Math.max(40, width)));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void hiddenOptionsAreNotShown(Language language) {
    assertThat(Help.of(Zoo.keep(), language, 80)).contains("--tty").doesNotContain("secret");
  }
}
