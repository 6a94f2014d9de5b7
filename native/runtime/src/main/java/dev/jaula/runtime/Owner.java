package dev.jaula.runtime;

import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of a user, as in passwd(5). */
final class Owner {
  private Owner() {}

  /** {@code #1234} for one that the file does not know, as in runc. */
  static String name(Machine machine, long uid) {
    @Nullable String users = machine.files().tryRead("/etc/passwd");
    String number = String.valueOf(uid);
    if (users != null) {
      for (String line : Words.split(users, '\n')) {
        List<String> fields = Words.split(line, ':');
        if (fields.size() > 2 && fields.get(2).equals(number)) {
          return fields.get(0);
        }
      }
    }
    return "#" + number;
  }
}
