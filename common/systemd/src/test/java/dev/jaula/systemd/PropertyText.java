package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;

/** Properties as lines that a table can hold: {@code MemoryMax t 67108864}. */
final class PropertyText {
  private PropertyText() {}

  static List<String> of(List<Property> properties) {
    List<String> lines = new ArrayList<>();
    for (Property property : properties) {
      lines.add(property.name() + " " + property.value().signature() + " " + of(property.value()));
    }
    return lines;
  }

  static String of(Value value) {
    return switch (value) {
      case Value.Whole w ->
          w.type() == 't' ? Long.toUnsignedString(w.value()) : Long.toString(w.value());
      case Value.Text t -> "'" + t.value() + "'";
      case Value.Items items -> "[" + all(items.values()) + "]";
      case Value.Fields fields -> "(" + all(fields.values()) + ")";
      case Value.Variant variant -> "<" + of(variant.value()) + ">";
    };
  }

  private static String all(List<Value> values) {
    return String.join(", ", values.stream().map(PropertyText::of).toList());
  }
}
