package dev.jaula.bootstrap;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Failures of threads, thrown again in the one that waits for them. */
final class Failures {
  private Failures() {}

  /** Throws it, if there is one. */
  static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {
        return;
      }
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
