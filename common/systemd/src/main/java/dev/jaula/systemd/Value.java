package dev.jaula.systemd;

import java.util.ArrayList;
import java.util.List;

/** A value of D-Bus with its type (D-Bus specification, "Type System"), without floating point. */
public sealed interface Value {
  /** All bits set: no limit, in the words of systemd. */
  long INFINITY = -1;

  /** The type in D-Bus' letters, such as {@code as}. */
  String signature();

  /**
   * A whole number or a boolean.
   *
   * @param type y, b, n, q, i, u, x or t; the value of t is unsigned
   */
  record Whole(char type, long value) implements Value {
    @Override
    public String signature() {
      return String.valueOf(type);
    }
  }

  /**
   * A string, an object path or a signature.
   *
   * @param type s, o or g
   */
  record Text(char type, String value) implements Value {
    @Override
    public String signature() {
      return String.valueOf(type);
    }
  }

  /** An array whose elements all have the type element. */
  record Items(String element, List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String signature() {
      return "a" + element;
    }
  }

  /** A structure. */
  record Fields(List<Value> values) implements Value {
    public Fields {
      values = List.copyOf(values);
    }

    @Override
    public String signature() {
      return "(" + signatures(values) + ")";
    }
  }

  /** A value that carries its type along. */
  record Variant(Value value) implements Value {
    @Override
    public String signature() {
      return "v";
    }
  }

  /** The types of some values, one after the other: the signature of a message's body. */
  static String signatures(List<Value> values) {
    StringBuilder all = new StringBuilder();
    for (Value value : values) {
      all.append(value.signature());
    }
    return all.toString();
  }

  static Value string(String value) {
    return new Text('s', value);
  }

  static Value bool(boolean value) {
    return new Whole('b', value ? 1 : 0);
  }

  static Value uint64(long value) {
    return new Whole('t', value);
  }

  static Value strings(List<String> values) {
    List<Value> items = new ArrayList<>();
    for (String value : values) {
      items.add(string(value));
    }
    return new Items("s", items);
  }

  static Value uint32s(List<Integer> values) {
    List<Value> items = new ArrayList<>();
    for (int value : values) {
      items.add(new Whole('u', value));
    }
    return new Items("u", items);
  }

  static Value bytes(byte[] values) {
    List<Value> items = new ArrayList<>();
    for (byte value : values) {
      items.add(new Whole('y', value & 0xFF));
    }
    return new Items("y", items);
  }

  static Value fields(Value first, Value second) {
    return new Fields(List.of(first, second));
  }
}
