package dev.jaula.args;

import java.util.List;

/** Knows the names that exist on this machine at this moment. */
@FunctionalInterface
public interface KnownNames {

  /**
   * The names of a kind, such as those of all containers; empty if there are none or the kind is
   * not known.
   */
  List<String> of(ValueKind kind);
}
