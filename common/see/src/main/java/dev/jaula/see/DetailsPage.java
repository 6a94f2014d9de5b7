package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/** All about one container. */
final class DetailsPage {
  private static final int LABEL = 12;

  private final Model model;
  private final Look look;

  DetailsPage(Model model, Look look) {
    this.model = model;
    this.look = look;
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    Usage selected = model.selected();
    if (selected == null) {
      return lines;
    }
    lines.addAll(new Panel(model, look).lines(selected));
    for (int i = 0; i + 1 < model.details().size(); i += 2) {
      field(lines, model.details().get(i), model.details().get(i + 1));
    }
    return lines;
  }

  /** A long value goes on in the next lines. */
  private void field(List<Line> lines, String label, String value) {
    int room = look.width() - LABEL - 1;
    String head = label;
    int from = 0;
    do {
      int to = Math.min(value.length(), from + room);
      lines.add(
          new Line.Builder(look.width())
              .add(Style.DIM, " ")
              .left(Style.DIM, head, LABEL)
              .add(Style.PLAIN, value.substring(from, to))
              .build());
      head = "";
      from = to;
    } while (from < value.length());
  }
}
