package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Ascii;
import dev.jaula.perform.Machine;
import dev.jaula.see.Look;
import dev.jaula.see.Model;
import dev.jaula.see.Painter;
import dev.jaula.see.Screen;
import dev.jaula.see.Sort;
import dev.jaula.see.Usage;
import dev.jaula.see.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code jaula top}: reads, draws and takes keys until it is told to end. */
final class TopCommand {
  private static final int PLAIN_WIDTH = 120;
  private static final int PLAIN_HEIGHT = 4096;

  private final Session session;
  private final Machine machine;
  private final Sampler sampler;
  private final MachineFacts facts;
  private final TopActions actions;
  private final List<String> names;
  private final View view;
  private final Map<String, Model.Histories> histories = new HashMap<>();
  private final boolean unicode;
  private List<Usage> usages = List.of();

  private TopCommand(Session session, Arguments arguments) {
    this.session = session;
    this.machine = session.machine();
    this.sampler = new Sampler(session);
    this.facts = MachineFacts.read(machine.files());
    this.actions = new TopActions(session, sampler);
    this.names = StatsCommand.names(sampler, arguments);
    this.view = new View(Sort.named(arguments.value("sort", "cpu")), arguments.value("filter", ""));
    this.unicode = isUnicode(session);
  }

  static int run(Session session, Arguments arguments) {
    TopCommand top = new TopCommand(session, arguments);
    long interval = StatsCommand.interval(arguments, "0.5");
    String text = arguments.value("count");
    long count = text == null ? Long.MAX_VALUE : Values.number("count", text, 1, Integer.MAX_VALUE);
    boolean isScreen =
        session.machine().terminals().isTerminal(0)
            && session.machine().terminals().isTerminal(1)
            && !"dumb".equals(session.variable("TERM"));
    return isScreen
        ? top.screen(interval, count, session.isColored(1) && !arguments.is("no-color"))
        : top.lines(interval, count);
  }

  private static boolean isUnicode(Session session) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = session.variable(name);
      if (value != null && !value.isEmpty()) {
        String upper = Ascii.upper(value);
        return upper.indexOf("UTF-8") >= 0 || upper.indexOf("UTF8") >= 0;
      }
    }
    return false;
  }

  private int screen(long interval, long count, boolean color) {
    Painter painter = new Painter(color);
    try (TopTerminal terminal = new TopTerminal(machine)) {
      sample();
      for (long i = 0; i < count; ) {
        long mark = machine.kernel().memory().mark();
        int[] size = terminal.size();
        Look look = new Look(size[1], size[0], unicode, session.language());
        terminal.write(painter.paint(Screen.render(model(), look), look.width()));
        TopTerminal.Event event = terminal.await(interval);
        machine.kernel().memory().release(mark);
        if (event.signal() != 0) {
          return 128 + event.signal();
        }
        if (event.resized()) {
          painter.forget();
          terminal.write("\033[2J");
        }
        if (!press(event.keys())) {
          return 0;
        }
        if (event.due()) {
          sample();
          i++;
        }
      }
    }
    return 0;
  }

  /** For a pipe or a terminal that cannot be painted on: one list after the other. */
  private int lines(long interval, long count) {
    int[] size = machine.terminals().size(1);
    int width = size == null || size[1] == 0 ? PLAIN_WIDTH : size[1];
    sample();
    for (long i = 0; i < count; i++) {
      long mark = machine.kernel().memory().mark();
      machine.signals().poll(new int[0], new int[0], new int[0], interval);
      sample();
      int height = Math.min(PLAIN_HEIGHT, usages.size() + 8);
      Look look = new Look(width, Math.max(14, height), unicode, session.language());
      List<dev.jaula.see.Line> screen = Screen.render(model(), look);
      session.out(Painter.plain(screen.subList(0, screen.size() - 1)));
      machine.kernel().memory().release(mark);
    }
    return 0;
  }

  private void sample() {
    usages = names.isEmpty() ? sampler.all(false) : sampler.read(names, false);
    for (Usage usage : usages) {
      Model.Histories past = histories.get(usage.name());
      if (past == null) {
        past = new Model.Histories();
        histories.put(usage.name(), past);
      }
      past.add(usage, facts.memory());
    }
    if (histories.size() > 2 * usages.size() + 16) {
      forget();
    }
  }

  /** The histories of containers that have gone. */
  private void forget() {
    Map<String, Model.Histories> kept = new HashMap<>();
    for (Usage usage : usages) {
      Model.Histories past = histories.get(usage.name());
      if (past != null) {
        kept.put(usage.name(), past);
      }
    }
    histories.clear();
    histories.putAll(kept);
  }

  private Model model() {
    List<Usage> rows = view.rows(usages);
    List<String> details = view.isDetails() ? actions.details(view.selected()) : List.of();
    return new Model(
        rows, usages.size(), view, histories, details, facts.processors(), facts.memory(), clock());
  }

  /** In UTC: the time zone's file is no concern of a container tool. */
  private String clock() {
    long seconds = machine.processes().time(0) / 1_000_000_000L % 86_400;
    return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) + " UTC";
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** False when one of the keys ends the program. */
  private boolean press(List<Integer> keys) {
    for (int key : keys) {
      View.Action action = view.press(key, view.rows(usages));
      @Nullable String message =
          switch (action) {
            case NONE -> null;
            case QUIT -> "";
            case KILL -> actions.kill(view.selected());
            case PAUSE -> actions.pause(view.selected());
          };
      if (action == View.Action.QUIT) {
        return false;
      }
      if (message != null) {
        view.tell(message);
      }
    }
    return true;
  }
}
