package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of templates: Go's, and Docker's own. */
enum Functions {
  AND("any", 1, -1),
  OR("any", 1, -1),
  NOT("any", 1, 1),
  EQ("any", 1, -1),
  NE("any", 2, 2),
  LT("any", 2, 2),
  LE("any", 2, 2),
  GT("any", 2, 2),
  GE("any", 2, 2),
  LEN("any", 1, 1),
  INDEX("any", 1, -1),
  SLICE("any", 1, -1),
  PRINT("any", 0, -1),
  PRINTLN("any", 0, -1),
  PRINTF("string any", 1, -1),
  HTML("any", 0, -1),
  URLQUERY("any", 0, -1),
  JSON("any", 1, 1),
  SPLIT("string string", 2, 2),
  JOIN("[]string string", 2, 2),
  TITLE("string", 1, 1),
  LOWER("string", 1, 1),
  UPPER("string", 1, 1),
  PAD("string int int", 3, 3),
  TRUNCATE("string int", 2, 2),
  /** What stands for Docker's functions in the line over a table. */
  SAME("any", 1, -1);

  private final String types;
  private final int least;
  private final int most;

  /** The types of the parameters, the last of which may repeat; -1 is no limit. */
  Functions(String types, int least, int most) {
    this.types = types;
    this.least = least;
    this.most = most;
  }

  static boolean has(String name) {
    return !name.equals("same") && find(name) != null;
  }

  static Functions named(String name, boolean header) {
    Functions function = find(name);
    if (function == null) {
      throw new IllegalStateException("the parser let " + name + " through");
    }
    return header && function.compareTo(JSON) >= 0 ? SAME : function;
  }

  private static @Nullable Functions find(String name) {
    for (Functions function : values()) {
      if (function.word().equals(name)) {
        return function;
      }
    }
    return null;
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  boolean takes(int arguments) {
    return arguments >= least && (most < 0 || arguments <= most);
  }

  String wrongNumber(int given) {
    String want = most < 0 ? "at least " + least : Integer.toString(least);
    return "wrong number of args for " + word() + ": want " + want + " got " + given;
  }

  String type(int index) {
    String[] all = types.split(" ");
    return all[Math.min(index, all.length - 1)];
  }

  static boolean fits(String type, @Nullable JsonValue value) {
    return switch (type) {
      case "string" -> value instanceof JsonValue.Str;
      case "int" -> value instanceof JsonValue.Num number && !Numbers.isFloat(number);
      default ->
          value instanceof JsonValue.Arr(List<JsonValue> items)
              && items.stream().allMatch(JsonValue.Str.class::isInstance);
    };
  }

  /** Whether {@code and} or {@code or} needs no further argument. */
  boolean isDecided(List<Argument> arguments) {
    return (this == AND || this == OR)
        && !arguments.isEmpty()
        && Values.isTrue(arguments.getLast().value()) == (this == OR);
  }

  /**
   * The value for arguments of the right number and types.
   *
   * @throws CallException when there is none
   */
  @Nullable JsonValue call(List<Argument> arguments) {
    List<@Nullable JsonValue> values = new ArrayList<>();
    for (Argument argument : arguments) {
      values.add(Values.unwrap(argument.value()));
    }
    JsonValue first = values.isEmpty() ? null : values.getFirst();
    return switch (this) {
      case AND, OR -> values.getLast();
      case NOT -> new JsonValue.Bool(!Values.isTrue(first));
      case EQ, NE, LT, LE, GT, GE -> new JsonValue.Bool(Comparison.test(this, values));
      case LEN -> Collections.length(first);
      case INDEX -> Collections.index(first, values.subList(1, values.size()));
      case SLICE -> Collections.slice(first, values.subList(1, values.size()));
      case PRINT -> text(Print.print(values));
      case PRINTLN -> text(Print.println(values));
      case PRINTF -> text(Printf.format(string(first), values.subList(1, values.size())));
      case HTML -> text(Escapes.html(Print.escapable(values)));
      case URLQUERY -> text(Escapes.query(Print.escapable(values)));
      case JSON -> text(GoJson.compact(first == null ? new JsonValue.Null() : first));
      case SAME -> first;
      default -> Strings.call(this, values);
    };
  }

  static JsonValue text(String text) {
    return new JsonValue.Str(text);
  }

  static String string(@Nullable JsonValue value) {
    return value instanceof JsonValue.Str(String text) ? text : "";
  }
}
