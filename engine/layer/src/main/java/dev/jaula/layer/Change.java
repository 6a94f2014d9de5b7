package dev.jaula.layer;

/**
 * One line of {@code docker diff}.
 *
 * @param kind what happened to it
 * @param path with a leading slash
 */
public record Change(Kind kind, String path) {
  /** What happened to a path, in the letters and the numbers of Docker's API. */
  public enum Kind {
    /** Changed, or a directory with changes below it. */
    CHANGED('C'),
    /** Was not there before. */
    ADDED('A'),
    /** Is no longer there. */
    DELETED('D');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    /** C, A or D. */
    public char letter() {
      return letter;
    }
  }

  @Override
  public String toString() {
    return kind.letter + " " + path;
  }
}
