package dev.jaula.args;

/** How an option is given. */
public enum Arity {
  /**
   * Without a value; {@code --name=true} and {@code --name=false} are understood too, as in Docker.
   */
  FLAG,
  /** With a value; given more than once, the last one counts. */
  VALUE,
  /** With a value, any number of times; all count, in order. */
  LIST,
  /** Alone, or with a value after {@code =}; a word that follows is not its value. */
  OPTIONAL
}
