package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Nearest;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Capabilities;

/** {@code --cap-add}, {@code --cap-drop} and {@code --privileged}, with Docker's meaning of ALL. */
final class CapabilityReader {
  private CapabilityReader() {}

  static long read(Arguments arguments, long base) {
    if (arguments.is("privileged")) {
      return Capabilities.ALL;
    }
    long set = base;
    if (contains(arguments, "cap-add", "ALL")) {
      set = Capabilities.ALL;
    }
    if (contains(arguments, "cap-drop", "ALL")) {
      set = 0;
    }
    for (String name : arguments.values("cap-add")) {
      set |= bit("cap-add", name);
    }
    for (String name : arguments.values("cap-drop")) {
      set &= ~bit("cap-drop", name);
    }
    return set;
  }

  private static boolean contains(Arguments arguments, String option, String wanted) {
    for (String value : arguments.values(option)) {
      if (Ascii.upper(value).equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static long bit(String option, String name) {
    if (Ascii.upper(name).equals("ALL")) {
      return 0;
    }
    int number = Capabilities.number(name);
    if (number < 0) {
      String bare = Ascii.upper(name);
      String nearest =
          Nearest.of(bare.startsWith("CAP_") ? bare.substring(4) : bare, Capabilities.names());
      throw Values.bad(
          option,
          name,
          "a capability"
              + (nearest == null ? "; see man 7 capabilities" : "; did you mean " + nearest + "?"));
    }
    return 1L << number;
  }
}
