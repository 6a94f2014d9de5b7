package dev.jaula.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands below a command. A table is made only when it is asked for, as starting a container
 * must be quick.
 */
public interface Subcommands {

  /** The names to show, in order; without aliases and hidden commands. */
  List<String> names();

  /**
   * The table of the command of this name, hidden ones and aliases included; null if there is none.
   */
  @Nullable Command find(String name);
}
