package dev.jaula.selftest;

import java.util.List;
import java.util.Random;

/** The generator's choices, repeated by the same seed. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  String of(String... choices) {
    return choices[below(choices.length)];
  }

  String of(List<String> choices) {
    return choices.get(below(choices.size()));
  }
}
