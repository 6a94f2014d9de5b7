package dev.jaula.plan;

/** Hands out the slots of open trees. */
final class Trees {
  private int size;

  int next() {
    return size++;
  }

  int size() {
    return size;
  }
}
