package dev.jaula.plan;

import java.util.ArrayList;
import java.util.List;

/** A command's environment: of variables with the same name the last one counts, as in runc. */
final class Environment {
  private Environment() {}

  /** Each name once, in the order of the variables that stay. */
  static List<String> of(List<String> variables) {
    List<String> once = new ArrayList<>(variables.size());
    for (int i = 0; i < variables.size(); i++) {
      if (!isNamedAgain(variables, i)) {
        once.add(variables.get(i));
      }
    }
    return once;
  }

  private static boolean isNamedAgain(List<String> variables, int at) {
    String variable = variables.get(at);
    int end = variable.indexOf('=') + 1;
    for (int i = at + 1; end > 0 && i < variables.size(); i++) {
      if (variables.get(i).startsWith(variable.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
