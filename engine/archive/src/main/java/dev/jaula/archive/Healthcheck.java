package dev.jaula.archive;

import dev.jaula.image.ImageException;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;

/** The instruction HEALTHCHECK: {@code NONE}, or options and {@code CMD COMMAND}. */
final class Healthcheck {
  private Healthcheck() {}

  static Obj read(String text) {
    Obj check = new Obj();
    String rest = text;
    while (rest.startsWith("--")) {
      int end = rest.indexOf(' ');
      if (end < 0) {
        throw new ImageException("--change HEALTHCHECK " + text + ": CMD or NONE is missing");
      }
      option(check, rest.substring(2, end));
      rest = rest.substring(end).strip();
    }
    if (rest.equalsIgnoreCase("NONE")) {
      return check.put("Test", new Arr().add("NONE"));
    }
    if (!rest.regionMatches(true, 0, "CMD ", 0, 4)) {
      throw new ImageException("--change HEALTHCHECK " + text + ": CMD or NONE is missing");
    }
    String command = rest.substring(4).strip();
    Arr array = Changes.array(command);
    Arr test = new Arr().add(array == null ? "CMD-SHELL" : "CMD");
    if (array == null) {
      return check.put("Test", test.add(command));
    }
    array.items().forEach(test::add);
    return check.put("Test", test);
  }

  private static void option(Obj check, String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    String value = equals < 0 ? "" : option.substring(equals + 1);
    switch (name) {
      case "interval" -> check.put("Interval", nanoseconds(option, value));
      case "timeout" -> check.put("Timeout", nanoseconds(option, value));
      case "start-period" -> check.put("StartPeriod", nanoseconds(option, value));
      case "start-interval" -> check.put("StartInterval", nanoseconds(option, value));
      case "retries" -> check.put("Retries", number(option, value));
      default -> throw new ImageException("--change HEALTHCHECK: unknown option --" + option);
    }
  }

  private static long number(String option, String digits) {
    boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || digits.length() > 9) {
      throw new ImageException("--change HEALTHCHECK --" + option + ": not a number that fits");
    }
    return Long.parseLong(digits);
  }

  /** {@code 1m30s}, as Go's time.ParseDuration for whole numbers. */
  private static JsonValue nanoseconds(String option, String value) {
    long sum = 0;
    int at = 0;
    while (at < value.length()) {
      int end = at;
      while (end < value.length() && Character.isDigit(value.charAt(end))) {
        end++;
      }
      int unit = end;
      while (unit < value.length() && !Character.isDigit(value.charAt(unit))) {
        unit++;
      }
      sum += number(option, value.substring(at, end)) * unit(option, value.substring(end, unit));
      at = unit;
    }
    if (sum <= 0) {
      throw new ImageException("--change HEALTHCHECK --" + option + ": write it as 30s or 1m30s");
    }
    return JsonValue.of(sum);
  }

  private static long unit(String option, String unit) {
    return switch (unit) {
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      case "h" -> 3_600_000_000_000L;
      default ->
          throw new ImageException(
              "--change HEALTHCHECK --" + option + ": write it as 30s or 1m30s");
    };
  }
}
