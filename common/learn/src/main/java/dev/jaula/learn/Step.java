package dev.jaula.learn;

import dev.jaula.args.Text;

/** What a chapter does next. */
public sealed interface Step {
  /** Words. */
  record Say(Text words) implements Step {}

  /** How a person does by hand what the next command does; shown, not run. */
  record Hand(String line) implements Step {}

  /**
   * A command that a person could type, run for real.
   *
   * @param name by which checks refer to its output; may be empty
   * @param line for sh
   * @param fails whether the command must fail
   */
  record Run(String name, String line, boolean fails) implements Step {}

  /** A sentence that the outputs of earlier commands must bear out. */
  record Check(Claim claim, Text words) implements Step {}
}
