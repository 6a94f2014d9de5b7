package dev.jaula.spec;

/** What a container does now, with Docker's words; asked of the kernel, never stored. */
public enum Status {
  CREATED("created"),
  RUNNING("running"),
  PAUSED("paused"),
  EXITED("exited");

  private final String dockerName;

  Status(String dockerName) {
    this.dockerName = dockerName;
  }

  /** As in {@code docker ps} and {@code docker inspect}. */
  public String dockerName() {
    return dockerName;
  }

  /** Docker counts a paused container as a running one. */
  boolean isAlive() {
    return this == RUNNING || this == PAUSED;
  }
}
