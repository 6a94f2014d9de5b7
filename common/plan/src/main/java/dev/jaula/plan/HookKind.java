package dev.jaula.plan;

/** When hooks are called (config.md, "POSIX-platform Hooks"); those of one moment together. */
public enum HookKind {
  /** By the caller, once the namespaces are made; prestart's as well, before them. */
  CREATE_RUNTIME("createRuntime"),
  /** By init, before it enters its root. */
  CREATE_CONTAINER("createContainer"),
  /** By init, before it executes the command. */
  START_CONTAINER("startContainer"),
  /** By the caller, after the command is executed. */
  POSTSTART("poststart"),
  /** By whoever deletes the container. */
  POSTSTOP("poststop");

  private final String word;

  HookKind(String word) {
    this.word = word;
  }

  /** As in config.json. */
  public String word() {
    return word;
  }
}
