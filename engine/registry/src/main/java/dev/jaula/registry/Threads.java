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
      throw failure(e);
    }
  }

  /** What a thread threw: to be thrown here, if it is unchecked at once. */
  static IOException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException io -> io;
      case RuntimeException other -> throw other;
      case Error error -> throw error;
      case null, default -> new IOException(e);
    };
  }
}
