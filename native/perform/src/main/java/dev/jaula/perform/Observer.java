package dev.jaula.perform;

import dev.jaula.plan.Step;

/** Is told of each step before it is performed, in the process that performs it. */
public interface Observer {
  Observer NONE =
      new Observer() {
        @Override
        public void before(Step step) {}

        @Override
        public boolean looksAway() {
          return true;
        }
      };

  void before(Step step);

  /** Whether nobody looks: then steps that do not need each other may be done at once. */
  default boolean looksAway() {
    return false;
  }
}
