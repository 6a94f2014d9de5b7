package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.List;

/** The names a generated expression may use, by type; a block's own names end with the block. */
record Scope(List<String> ints, List<String> longs, List<String> nodes) {
  Scope copy() {
    return new Scope(new ArrayList<>(ints), new ArrayList<>(longs), new ArrayList<>(nodes));
  }

  /** The local variables among the names, which may be assigned; the generator numbers them. */
  static List<String> locals(List<String> names, String prefix) {
    return names.stream().filter(name -> name.matches(prefix + "\\d+")).toList();
  }
}
