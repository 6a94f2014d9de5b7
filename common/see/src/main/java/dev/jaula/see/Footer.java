package dev.jaula.see;

/** The last line: a question, a message, or the keys. */
final class Footer {
  private Footer() {}

  static Line line(Model model, Look look) {
    View view = model.view();
    Line.Builder line = new Line.Builder(look.width());
    if (view.page() == View.Page.CONFIRM) {
      String name = view.selected();
      return line.add(
              Style.BAD, look.say(" Kill ", " Matar ") + name + look.say("? y/n", "? s/n") + " ")
          .build();
    }
    if (!view.message().isEmpty()) {
      return line.add(Style.WARN, " " + view.message()).build();
    }
    if (view.page() == View.Page.FILTER) {
      return line.add(Style.BOLD, " /" + view.filter()).add(Style.REVERSE, " ").build();
    }
    if (view.page() == View.Page.LIST) {
      keys(line, look, view);
    } else {
      key(line, "q", look.say("back", "volta"));
    }
    return line.build();
  }

  private static void keys(Line.Builder line, Look look, View view) {
    key(line, "q", look.say("quit", "sai"));
    key(line, "h", look.say("help", "ajuda"));
    key(line, "K", look.say("kill", "mata"));
    key(line, look.say("space", "espaço"), look.say("pause", "pausa"));
    key(line, "enter", look.say("inspect", "inspeciona"));
    key(line, "/", view.filter().isEmpty() ? look.say("filter", "filtra") : view.filter());
    key(line, "cmpin", look.say("sort", "ordena"));
    key(line, look.unicode() ? "↑↓" : "jk", look.say("select", "escolhe"));
  }

  /** A key that does not fit whole is left out. */
  private static void key(Line.Builder line, String key, String what) {
    if (line.room() < key.length() + what.length() + 2) {
      return;
    }
    line.add(Style.PLAIN, " ").add(Style.BOLD, key).add(Style.DIM, " " + what + " ");
  }
}
