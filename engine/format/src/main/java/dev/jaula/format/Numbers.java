package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Go's numbers: its literals, and how it prints floating point. */
final class Numbers {
  private Numbers() {}

  static boolean isFloat(JsonValue.Num number) {
    String text = number.literal();
    return text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
  }

  /** A literal of a template, or null when it is none. */
  static JsonValue.@Nullable Num literal(String text) {
    if (text.endsWith("_") || text.contains("__")) {
      return null;
    }
    String plain = text.replace("_", "");
    boolean minus = plain.startsWith("-");
    String digits = minus || plain.startsWith("+") ? plain.substring(1) : plain;
    try {
      int radix = radix(digits);
      if (radix == 10
          && (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0)) {
        return new JsonValue.Num(Double.toString(Double.parseDouble(plain)));
      }
      String body =
          radix == 10 ? digits : digits.substring(Character.isDigit(digits.charAt(1)) ? 1 : 2);
      return JsonValue.of(Long.parseLong((minus ? "-" : "") + body, radix));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static int radix(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0' || digits.indexOf('.') >= 0) {
      return 10;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      case 'e', 'E' -> 10;
      default -> 8;
    };
  }

  /** As {@code %v} prints it: the shortest digits that are read back as the same number. */
  static String shortest(double value) {
    return general(new BigDecimal(Double.toString(value)), 6);
  }

  /** As {@code %.4g} prints it, for 4 digits. */
  static String general(double value, int digits) {
    BigDecimal exact = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return general(exact, digits);
  }

  /** As {@code %.2f} prints it, for 2 places. */
  static String fixed(double value, int places) {
    return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String general(BigDecimal value, int limit) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal bare = value.stripTrailingZeros();
    int exponent = bare.precision() - bare.scale() - 1;
    if (exponent >= -4 && exponent < limit) {
      return bare.toPlainString();
    }
    String digits = bare.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return (bare.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + "e"
        + sign
        + (size < 10 ? "0" : "")
        + size;
  }
}
