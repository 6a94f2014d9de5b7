package dev.jaula.selftest;

import org.jspecify.annotations.Nullable;

/** What is tried: its result, or the exception it throws, is the outcome. */
@FunctionalInterface
interface Case {
  @Nullable Object run();
}
