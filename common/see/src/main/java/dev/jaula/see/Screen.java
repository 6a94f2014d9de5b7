package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/** {@code jaula top} as lines: a pure function of the model and the terminal. */
public final class Screen {
  private static final int PANEL = 5;
  private static final int PANEL_FROM = 14;

  private final Model model;
  private final Look look;
  private final List<Line> lines = new ArrayList<>();

  private Screen(Model model, Look look) {
    this.model = model;
    this.look = look;
  }

  /** As many lines as the terminal has, none longer than it is wide. */
  public static List<Line> render(Model model, Look look) {
    return new Screen(model, look).draw();
  }

  private List<Line> draw() {
    lines.add(title());
    switch (model.view().page()) {
      case HELP -> lines.addAll(HelpPage.lines(look));
      case DETAILS -> lines.addAll(new DetailsPage(model, look).lines());
      case LIST, FILTER, CONFIRM -> list();
    }
    List<Line> exact = new ArrayList<>(lines.subList(0, Math.min(lines.size(), look.height() - 1)));
    while (exact.size() < look.height() - 1) {
      exact.add(Line.EMPTY);
    }
    exact.add(Footer.line(model, look));
    return exact;
  }

  private Line title() {
    long cpu = 0;
    long memory = 0;
    for (Usage usage : model.rows()) {
      cpu += usage.cpu();
      memory += usage.memory();
    }
    String clock = model.clock() + " ";
    Line.Builder line = new Line.Builder(look.width());
    line.add(Style.TITLE, " jaula top  ").add(Style.TITLE, count());
    line.add(Style.TITLE, "  cpu " + Amounts.percent(cpu));
    line.add(Style.TITLE, look.say(" of ", " de ") + model.processors() * 100 + "%");
    line.add(Style.TITLE, "  mem " + Amounts.size(memory));
    line.add(Style.TITLE, look.say(" of ", " de ") + Amounts.size(model.memory()));
    if (look.width() - line.column() > clock.length()) {
      line.to(Style.TITLE, look.width() - clock.length()).add(Style.TITLE, clock);
    }
    return line.to(Style.TITLE, look.width()).build();
  }

  private String count() {
    int shown = model.rows().size();
    String of = shown == model.total() ? "" : look.say(" of ", " de ") + model.total();
    String noun =
        model.total() == 1
            ? look.say(" container", " contêiner")
            : look.say(" containers", " contêineres");
    return shown + of + noun;
  }

  private void list() {
    int panel = look.height() >= PANEL_FROM && !model.rows().isEmpty() ? PANEL : 0;
    Rows rows = new Rows(model, look);
    lines.add(rows.head());
    int room = look.height() - 3 - panel;
    if (model.rows().isEmpty()) {
      lines.add(Line.EMPTY);
      lines.add(Line.of(Style.DIM, nothing()));
      return;
    }
    int first = first(room);
    for (int i = first; i < Math.min(model.rows().size(), first + room); i++) {
      lines.add(rows.row(model.rows().get(i)));
    }
    while (panel > 0 && lines.size() < 2 + room) {
      lines.add(Line.EMPTY);
    }
    Usage selected = model.selected();
    if (panel > 0 && selected != null) {
      lines.addAll(new Panel(model, look).lines(selected));
    }
  }

  private String nothing() {
    return model.total() > 0
        ? look.say("  No name holds \"", "  Nenhum nome contém \"") + model.view().filter() + "\""
        : look.say(
            "  No container runs. Start one: jaula run -d host -- sleep 100",
            "  Nenhum contêiner em execução. Inicie um: jaula run -d host -- sleep 100");
  }

  /** The first row to show, so that the selected one is on the screen. */
  private int first(int room) {
    int selected = model.view().index(model.rows());
    int most = Math.max(0, model.rows().size() - room);
    return Math.clamp(selected - room / 2, 0, most);
  }
}
