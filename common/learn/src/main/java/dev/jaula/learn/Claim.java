package dev.jaula.learn;

/** What must hold of the outputs of commands, called by their names. */
public sealed interface Claim {
  /** Both outputs are one text. */
  record Same(String one, String other) implements Claim {}

  /** No line of one output that holds the mark is in the other, and each has such a line. */
  record Different(String one, String other, String mark) implements Claim {}

  /** The output has this text in it. */
  record Holds(String output, String text) implements Claim {}

  /**
   * A number grew from one output to a later one: in thousandths of the time between them, by least
   * to most.
   *
   * @param key at the start of the number's line; empty when the number is alone
   * @param unit units a second, such as 1,000,000,000 for cpuacct.usage
   */
  record Rate(String before, String after, String key, long unit, long least, long most)
      implements Claim {}
}
