package dev.jaula.see;

import dev.jaula.args.Text;
import java.util.ArrayList;
import java.util.List;

/** The keys and the columns in words. */
final class HelpPage {
  private static final int LABEL = 12;

  private static final List<Text> WORDS =
      List.of(
          Text.same("c m p i n"),
          new Text(
              "sort by cpu, memory, pids, io, name", "ordena por cpu, memória, pids, e/s, nome"),
          Text.same("j k g G"),
          new Text("select; arrows, page and home keys too", "escolhe; também setas e páginas"),
          Text.same("enter"),
          new Text("inspect the selected container", "inspeciona o contêiner escolhido"),
          Text.same("/"),
          new Text(
              "show names that hold a text; esc shows all",
              "mostra nomes com um texto; esc mostra todos"),
          Text.same("space"),
          new Text("pause or resume (the freezer)", "pausa ou retoma (freezer)"),
          Text.same("K"),
          new Text("kill, after asking", "mata, depois de perguntar"),
          Text.same("q"),
          new Text("quit", "sai"),
          Text.same(""),
          Text.same(""),
          Text.same("CPU"),
          new Text(
              "of one processor; the bar is of the limit",
              "de um processador; a barra é do limite"),
          new Text("THR", "FREIO"),
          new Text("periods in which the quota ran out", "períodos em que a cota acabou"),
          Text.same("MEM"),
          new Text("with the peak marked in the bar", "com o pico marcado na barra"),
          Text.same("PSI"),
          new Text(
              "of 10 s, waited for cpu, memory or io", "de 10 s, à espera de cpu, memória ou e/s"),
          Text.same("OOM"),
          new Text("processes killed for want of memory", "processos mortos por falta de memória"));

  private HelpPage() {}

  static List<Line> lines(Look look) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.EMPTY);
    for (int i = 0; i < WORDS.size(); i += 2) {
      lines.add(
          new Line.Builder(look.width())
              .add(Style.PLAIN, " ")
              .left(Style.BOLD, WORDS.get(i).in(look.language()), LABEL)
              .add(Style.PLAIN, WORDS.get(i + 1).in(look.language()))
              .build());
    }
    return lines;
  }
}
