package dev.jaula.perform;

import dev.jaula.plan.Step;

/** Is told of each step before it is performed, in the process that performs it. */
public interface Observer {
  Observer NONE = step -> {};

  void before(Step step);
}
