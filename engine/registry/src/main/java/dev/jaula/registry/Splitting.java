package dev.jaula.registry;

/**
 * When a blob is fetched by several connections at once: when it is large and one connection is
 * slow, as it is where each has a share of its own. On a fast one it would only take more CPU and
 * memory.
 *
 * @param least bytes that must be left
 * @param probe bytes after which the speed of one connection is known
 * @param slow bytes a second below which it is slow
 * @param segment bytes of a request; each is kept in memory until its turn
 * @param connections at once
 */
record Splitting(long least, long probe, long slow, int segment, int connections) {
  static Splitting usual() {
    return new Splitting(16 << 20, 4 << 20, 40 << 20, 1 << 20, 4);
  }
}
