package dev.jaula.cli;

import dev.jaula.perform.Observer;
import dev.jaula.plan.Step;

/**
 * {@code --profile}: the microseconds of each step. Init is another process, so the times lie in
 * memory that both share.
 */
final class Profile implements Observer {
  private static final int ROW = 24;
  private static final int NAME = 32;

  private final Session session;
  private final SharedTimes times;

  Profile(Session session) {
    this.session = session;
    this.times = new SharedTimes(session.machine());
  }

  @Override
  public void before(Step step) {
    String text = step.toString();
    int end = text.indexOf('[');
    times.add(end < 0 ? text : text.substring(0, end));
  }

  /** After the command has been executed. */
  void print() {
    StringBuilder text = new StringBuilder();
    text.append(pad("step", NAME)).append(pad("us", ROW / 2)).append("kernel\n");
    text.append(times.table(NAME, ROW / 2));
    session.errorText(text.toString());
  }

  static String pad(String text, int width) {
    StringBuilder padded = new StringBuilder(text);
    while (padded.length() < width) {
      padded.append(' ');
    }
    return padded.toString();
  }
}
