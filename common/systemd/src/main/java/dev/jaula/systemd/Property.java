package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * A property of a unit as systemd's bus interface has it (org.freedesktop.systemd1(5)).
 *
 * @param given what was asked for, in config.json's words: {@code cpu.shares 512}; empty when
 *     nothing was
 */
public record Property(String name, Value value, String given) {
  public Property(String name, Value value) {
    this(name, value, "");
  }

  /** The same, for what was asked for. */
  Property from(String asked) {
    return new Property(name, value, asked);
  }

  static Property of(String name, String value) {
    return new Property(name, Value.string(value));
  }

  static Property of(String name, boolean value) {
    return new Property(name, Value.bool(value));
  }

  /** A number without sign; all bits set is infinity. */
  static Property of(String name, long value) {
    return new Property(name, Value.uint64(value));
  }

  /** {@code a(sv)}. */
  static Value list(List<Property> properties) {
    List<Value> items = new ArrayList<>();
    for (Property property : properties) {
      items.add(Value.fields(Value.string(property.name()), new Value.Variant(property.value())));
    }
    return new Value.Items("(sv)", items);
  }
}
