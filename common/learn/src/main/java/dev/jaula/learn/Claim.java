package dev.jaula.learn;

/** What must hold of the outputs of commands, called by their names. */
public sealed interface Claim {
  record Same(String one, String other) implements Claim {}

  record Different(String one, String other) implements Claim {}

  /** The output has this text in it. */
  record Holds(String output, String text) implements Claim {}

  /**
   * The growth of a number from one output to a later one, in thousandths of the time between them,
   * lies between two bounds.
   *
   * @param unit units a second, such as 1,000,000,000 for cpuacct.usage
   */
  record Rate(String before, String after, String key, long unit, long least, long most)
      implements Claim {}
}
