package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Signals;
import dev.jaula.see.StatsJson;
import dev.jaula.see.StatsTable;
import dev.jaula.see.Usage;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula stats}: docker stats' columns and keys, with what the limits do. */
final class StatsCommand {
  private static final int DIGITS = 3;
  private static final long LEAST = 10;
  private static final long MOST = 3_600_000;

  private final Session session;
  private final Arguments arguments;
  private final Sampler sampler;
  private final MachineFacts facts;
  private final List<String> names;

  private StatsCommand(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.sampler = new Sampler(session);
    this.facts = MachineFacts.read(session.machine().files());
    this.names = names(sampler, arguments);
  }

  static int run(Session session, Arguments arguments) {
    return new StatsCommand(session, arguments).follow();
  }

  /** The names of the operands; empty for all containers. */
  static List<String> names(Sampler sampler, Arguments arguments) {
    List<String> names = new ArrayList<>();
    for (String operand : arguments.operands()) {
      names.add(sampler.store().find(operand).name());
    }
    return names;
  }

  /** {@code --interval} in milliseconds. */
  static long interval(Arguments arguments, String otherwise) {
    String text = arguments.value("interval", otherwise);
    long millis = Values.fixed(text, DIGITS);
    if (millis < LEAST || millis > MOST) {
      throw Values.bad("interval", text, "seconds from 0.01 to 3600");
    }
    return millis;
  }

  private int follow() {
    long interval = interval(arguments, "1");
    boolean once = arguments.is("no-stream");
    boolean clears = !once && !isJson() && session.machine().terminals().isTerminal(1);
    List<Usage> usages = read();
    boolean isAny = !usages.isEmpty() || names.isEmpty();
    do {
      long mark = session.machine().kernel().memory().mark();
      if (!usages.isEmpty() || !once) {
        pause(interval);
        usages = read();
      }
      session.out((clears ? "\033[H\033[J" : "") + text(usages));
      session.machine().kernel().memory().release(mark);
      isAny |= !usages.isEmpty();
    } while (!once && (names.isEmpty() || !usages.isEmpty()));
    return isAny ? 0 : 1;
  }

  private List<Usage> read() {
    boolean ended = arguments.is("all");
    return names.isEmpty() ? sampler.all(ended) : sampler.read(names, ended);
  }

  private void pause(long millis) {
    Signals signals = session.machine().signals();
    signals.poll(new int[0], new int[0], new int[0], millis);
  }

  private boolean isJson() {
    return "json".equals(arguments.value("format"));
  }

  private String text(List<Usage> usages) {
    if (!isJson()) {
      return StatsTable.of(usages, facts.memory());
    }
    StringBuilder text = new StringBuilder();
    for (Usage usage : usages) {
      text.append(StatsJson.of(usage, facts.memory())).append('\n');
    }
    return text.toString();
  }
}
