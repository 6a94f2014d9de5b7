package dev.jaula.image;

import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;

/** The instruction {@code HEALTHCHECK} of a Dockerfile, as the member of a config. */
final class Healthcheck {
  private Healthcheck() {}

  /** {@code NONE}, or {@code [--interval=30s ...] CMD command}. */
  static Obj read(String text) {
    if (text.equalsIgnoreCase("NONE")) {
      return new Obj().put("Test", new Arr().add("NONE"));
    }
    Obj check = new Obj();
    String rest = text;
    while (rest.startsWith("--")) {
      int end = ConfigChanges.blank(rest);
      option(check, rest.substring(2, end));
      rest = rest.substring(end).strip();
    }
    int end = ConfigChanges.blank(rest);
    String command = rest.substring(end).strip();
    if (!rest.substring(0, end).equalsIgnoreCase("CMD") || command.isEmpty()) {
      throw new ImageException("write it as HEALTHCHECK NONE, or HEALTHCHECK CMD and a command");
    }
    Arr list = ConfigChanges.jsonList(command);
    Arr test = new Arr().add(list == null ? "CMD-SHELL" : "CMD");
    if (list == null) {
      return check.put("Test", test.add(command));
    }
    list.items().forEach(test::add);
    return check.put("Test", test);
  }

  private static void option(Obj check, String option) {
    int equals = option.indexOf('=');
    String value = option.substring(equals + 1);
    switch (equals < 0 ? option : option.substring(0, equals)) {
      case "interval" -> check.put("Interval", nanoseconds(value));
      case "timeout" -> check.put("Timeout", nanoseconds(value));
      case "start-period" -> check.put("StartPeriod", nanoseconds(value));
      case "start-interval" -> check.put("StartInterval", nanoseconds(value));
      case "retries" -> check.put("Retries", ConfigChanges.number(value, 1, Integer.MAX_VALUE));
      default -> throw new ImageException("--" + option + " is no option of HEALTHCHECK");
    }
  }

  /** As Go writes durations: {@code 1m30s}, {@code 500ms}. */
  static long nanoseconds(String text) {
    long sum = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = at;
      while (unit < text.length() && isDigit(text.charAt(unit))) {
        unit++;
      }
      int end = unit;
      while (end < text.length() && !isDigit(text.charAt(end))) {
        end++;
      }
      sum += ConfigChanges.number(text.substring(at, unit), 0, 1 << 20) * unit(text, unit, end);
      at = end;
    }
    if (text.isEmpty()) {
      throw wrong(text);
    }
    return sum;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long unit(String text, int from, int to) {
    return switch (text.substring(from, to)) {
      case "ns" -> 1;
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default -> throw wrong(text);
    };
  }

  private static ImageException wrong(String text) {
    return new ImageException("\"" + text + "\" is no duration; write it as 1m30s or 500ms");
  }
}
