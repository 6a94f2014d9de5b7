package dev.jaula.learn;

import dev.jaula.args.Text;
import java.util.List;

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
   * @param exits the exit codes that are right
   */
  record Run(String name, String line, List<Integer> exits) implements Step {
    public Run {
      exits = List.copyOf(exits);
    }
  }

  /** A sentence that the outputs of earlier commands must bear out. */
  record Check(Claim claim, Text words) implements Step {}
}
