package dev.jaula.registry;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;

/** Work of several threads, whose first failure is the whole's. */
final class Threads {
  private Threads() {}

  /** Waits for the next to end, and throws what it threw. */
  static void await(ExecutorCompletionService<Boolean> done) throws IOException {
    try {
      done.take().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException other -> throw other;
        case Error error -> throw error;
        case null, default -> throw new IOException(e);
      }
    }
  }
}
