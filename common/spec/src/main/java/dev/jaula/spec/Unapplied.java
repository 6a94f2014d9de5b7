package dev.jaula.spec;

import java.util.List;

/** Warnings for what the runtime-spec has and these records have not. */
final class Unapplied {
  private Unapplied() {}

  /** One line for each of the members that is there. */
  static void warn(Field object, List<String> warnings, String... keys) {
    for (String key : keys) {
      Field field = object.get(key);
      if (field != null) {
        warnings.add(field.path() + ": is not applied; Jaula has no such setting yet");
      }
    }
  }
}
