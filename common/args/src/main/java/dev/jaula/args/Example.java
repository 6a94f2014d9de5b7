package dev.jaula.args;

/**
 * One line that a person could type.
 *
 * @param command the whole line
 * @param what what it does
 */
public record Example(String command, Text what) {

  /** An example. */
  public static Example of(String command, String en, String pt) {
    return new Example(command, new Text(en, pt));
  }
}
