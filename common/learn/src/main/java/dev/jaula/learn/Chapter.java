package dev.jaula.learn;

import dev.jaula.args.Text;
import java.util.List;

/**
 * A chapter of the tutorial.
 *
 * @param name what a person types to read it alone
 * @param cleanup for sh, run when the chapter has ended, however it ended; may be empty
 */
public record Chapter(String name, Text title, Need need, List<Step> steps, String cleanup) {
  public Chapter {
    steps = List.copyOf(steps);
  }

  /** What a user must have for it. */
  public enum Need {
    NOTHING,
    /** A cgroup of its own: root, or delegation on v2. */
    CGROUP
  }
}
