package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code eq ne lt le gt ge}: only within one kind of value. */
final class Comparison {
  private Comparison() {}

  static boolean test(Functions function, List<@Nullable JsonValue> values) {
    JsonValue first = values.getFirst();
    if (function == Functions.EQ) {
      return equalsAny(first, values.subList(1, values.size()));
    }
    JsonValue second = values.get(1);
    return switch (function) {
      case NE -> !equal(first, second);
      case LT -> order(first, second) < 0;
      case LE -> order(first, second) <= 0;
      case GT -> order(first, second) > 0;
      default -> order(first, second) >= 0;
    };
  }

  private static boolean equalsAny(@Nullable JsonValue first, List<@Nullable JsonValue> others) {
    if (others.isEmpty()) {
      throw new CallException("missing argument for comparison");
    }
    for (JsonValue other : others) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(@Nullable JsonValue left, @Nullable JsonValue right) {
    comparable(left);
    comparable(right);
    if (left == null || right == null) {
      return left == null && right == null;
    }
    sameKind(left, right);
    return left instanceof JsonValue.Num a && right instanceof JsonValue.Num b
        ? compare(a, b) == 0
        : left.equals(right);
  }

  private static void comparable(@Nullable JsonValue value) {
    if (value instanceof JsonValue.Arr || value instanceof JsonValue.Obj) {
      throw new CallException(
          "non-comparable type " + Values.print(value) + ": " + Values.type(value));
    }
  }

  private static void sameKind(JsonValue left, JsonValue right) {
    if (!Values.type(left).equals(Values.type(right))) {
      throw new CallException("incompatible types for comparison");
    }
  }

  private static int order(@Nullable JsonValue left, @Nullable JsonValue right) {
    ordered(left);
    ordered(right);
    if (left instanceof JsonValue.Num a && right instanceof JsonValue.Num b) {
      sameKind(a, b);
      return compare(a, b);
    }
    if (left instanceof JsonValue.Str(String a) && right instanceof JsonValue.Str(String b)) {
      return Values.compare(a, b);
    }
    throw new CallException(
        left instanceof JsonValue.Bool && right instanceof JsonValue.Bool
            ? "invalid type for comparison"
            : "incompatible types for comparison");
  }

  private static void ordered(@Nullable JsonValue value) {
    if (value == null || value instanceof JsonValue.Arr || value instanceof JsonValue.Obj) {
      throw new CallException("invalid type for comparison");
    }
  }

  private static int compare(JsonValue.Num left, JsonValue.Num right) {
    return new java.math.BigDecimal(left.literal())
        .compareTo(new java.math.BigDecimal(right.literal()));
  }
}
