package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * Properties as a person reads them, about as {@code systemctl show} prints them: {@code
 * MemoryMax=infinity}, and what was given for it.
 */
public final class PropertyWords {
  private PropertyWords() {}

  /**
   * A line for each, the process being whoever is put there: {@code CPUWeight=59 # given:
   * cpu.shares 512}.
   */
  public static List<String> of(List<Property> properties) {
    List<String> lines = new ArrayList<>();
    for (Property property : properties) {
      boolean isProcess = property.name().equals("PIDs");
      String line = property.name() + "=" + (isProcess ? "$PID" : text(property.value()));
      lines.add(property.given().isEmpty() ? line : line + " # given: " + property.given());
    }
    return lines;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Whole(char type, long number) ->
          type == 'b' ? number == 0 ? "no" : "yes" : type == 't' ? unsigned(number) : "" + number;
      case Value.Text(char type, String text) -> text;
      case Value.Items(String element, List<Value> values) ->
          element.equals("y") ? numbers(values) : all(values, element.length() > 1 ? ", " : " ");
      case Value.Fields(List<Value> values) -> all(values, " ");
      case Value.Variant(Value inner) -> text(inner);
    };
  }

  private static String all(List<Value> values, String between) {
    StringBuilder all = new StringBuilder();
    for (Value value : values) {
      all.append(all.length() == 0 ? "" : between).append(text(value));
    }
    return all.toString();
  }

  /** The bits of a mask as a list, {@code 0-3,8}: so are processors and memory nodes sent. */
  private static String numbers(List<Value> octets) {
    StringBuilder list = new StringBuilder();
    int first = -1;
    for (int i = 0; i <= octets.size() * 8; i++) {
      boolean isIn = isIn(octets, i);
      if (isIn && first < 0) {
        first = i;
      } else if (!isIn && first >= 0) {
        list.append(list.length() == 0 ? "" : ",").append(first);
        list.append(i - first > 1 ? "-" + (i - 1) : "");
        first = -1;
      }
    }
    return list.toString();
  }

  private static boolean isIn(List<Value> octets, int number) {
    return number / 8 < octets.size()
        && octets.get(number / 8) instanceof Value.Whole octet
        && (octet.value() >>> number % 8 & 1) != 0;
  }

  private static String unsigned(long number) {
    if (number == Value.INFINITY) {
      return "infinity";
    }
    long tens = number < 0 ? (number >>> 1) / 5 : number / 10;
    return (tens == 0 ? "" : "" + tens) + (number - tens * 10);
  }
}
