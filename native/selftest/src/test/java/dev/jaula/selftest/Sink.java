package dev.jaula.selftest;

/** What a generated program needs of its host. */
public interface Sink {
  /** Prints one line. */
  void line(String text);

  /** Collects garbage now, where that is cheap. */
  void collect();
}
