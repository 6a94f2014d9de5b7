package dev.jaula.learn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether claims hold of what was measured. */
public final class Judge {
  private static final int DIGITS = 18;
  private static final long MICROS = 1_000_000;

  private Judge() {}

  /** False too when a command that a claim speaks of has not run. */
  public static boolean holds(Claim claim, Map<String, Output> outputs) {
    return switch (claim) {
      case Claim.Same same -> text(outputs, same.one()).equals(text(outputs, same.other()));
      case Claim.Different different ->
          differ(
              text(outputs, different.one()), text(outputs, different.other()), different.mark());
      case Claim.Holds holds -> text(outputs, holds.output()).indexOf(holds.text()) >= 0;
      case Claim.Rate rate -> {
        long value = rate(rate, outputs);
        yield value >= rate.least() && value <= rate.most();
      }
    };
  }

  /** The measured rate in thousandths, -1 when there is none. */
  public static long rate(Claim.Rate rate, Map<String, Output> outputs) {
    Output before = outputs.get(rate.before());
    Output after = outputs.get(rate.after());
    if (before == null || after == null || after.time() <= before.time()) {
      return -1;
    }
    long grown = number(after.text(), rate.key()) - number(before.text(), rate.key());
    long micros = after.time() - before.time();
    return grown * MICROS / rate.unit() * 1000 / micros;
  }

  private static String text(Map<String, Output> outputs, String name) {
    @Nullable Output output = outputs.get(name);
    return output == null ? "" : output.text();
  }

  private static boolean differ(String one, String other, String mark) {
    String mine = line(one, mark);
    String theirs = line(other, mark);
    return !mine.isEmpty() && !theirs.isEmpty() && !mine.equals(theirs);
  }

  /** The first line that holds mark, or "". */
  static String line(String text, String mark) {
    int at = text.indexOf(mark);
    if (at < 0) {
      return "";
    }
    int end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end);
  }

  private static long number(String text, String key) {
    String line = key.isEmpty() ? text : line(text, key);
    int at = key.isEmpty() ? 0 : line.indexOf(key) + key.length();
    while (at < line.length() && (line.charAt(at) < '0' || line.charAt(at) > '9')) {
      at++;
    }
    long value = 0;
    int digits = 0;
    while (at < line.length()
        && line.charAt(at) >= '0'
        && line.charAt(at) <= '9'
        && digits < DIGITS) {
      value = value * 10 + line.charAt(at) - '0';
      digits++;
      at++;
    }
    return value;
  }
}
