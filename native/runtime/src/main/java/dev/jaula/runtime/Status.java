package dev.jaula.runtime;

/** Where a container is in its life (runtime.md, "State"). */
enum Status {
  CREATING("creating"),
  CREATED("created"),
  RUNNING("running"),
  PAUSED("paused"),
  STOPPED("stopped");

  private final String word;

  Status(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  boolean isAlive() {
    return this != STOPPED && this != CREATING;
  }
}
