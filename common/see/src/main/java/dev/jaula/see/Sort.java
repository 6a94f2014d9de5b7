package dev.jaula.see;

import dev.jaula.linux.Ascii;
import java.util.ArrayList;
import java.util.List;

/** The order of the list; the names break ties, so that rows do not jump. */
public enum Sort {
  CPU('c'),
  MEMORY('m'),
  PIDS('p'),
  IO('i'),
  NAME('n');

  private final char key;

  Sort(char key) {
    this.key = key;
  }

  /** The order of a key, or otherwise the one given. */
  static Sort of(int key, Sort otherwise) {
    for (Sort sort : values()) {
      if (sort.key == key) {
        return sort;
      }
    }
    return otherwise;
  }

  /** {@code cpu}, {@code memory} ... */
  public static Sort named(String name) {
    for (Sort sort : values()) {
      if (sort.word().equals(name)) {
        return sort;
      }
    }
    return CPU;
  }

  String word() {
    return Ascii.lower(name());
  }

  private long value(Usage usage) {
    return switch (this) {
      case CPU -> usage.cpu();
      case MEMORY -> usage.memory();
      case PIDS -> usage.pids();
      case IO -> usage.io();
      case NAME -> 0;
    };
  }

  /** A sorted copy. */
  List<Usage> apply(List<Usage> usages) {
    List<Usage> sorted = new ArrayList<>(usages);
    sorted.sort((a, b) -> {
      int order = Long.compare(value(b), value(a));
      return order != 0 ? order : a.name().compareTo(b.name());
    });
    return sorted;
  }
}
