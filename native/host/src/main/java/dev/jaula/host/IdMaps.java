package dev.jaula.host;

import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process's id maps say of the caller.
 *
 * @param isOwnRoot whether user 0 inside is the caller
 * @param hasGroups whether setgroups(2) is allowed inside
 */
public record IdMaps(boolean isOwnRoot, boolean hasGroups) {
  public static IdMaps of(Machine machine, int pid) {
    @Nullable String map = machine.files().tryRead("/proc/" + pid + "/uid_map");
    @Nullable String setgroups = machine.files().tryRead("/proc/" + pid + "/setgroups");
    int uid = machine.credentials().userId();
    boolean own = map == null || rootOf(map) == uid;
    return new IdMaps(own, setgroups == null || setgroups.startsWith("allow"));
  }

  /** The host's id of 0 inside, -1 when it has none. */
  private static long rootOf(String map) {
    for (String line : Words.split(map, '\n')) {
      List<String> numbers = Words.filled(line, ' ');
      if (numbers.size() == 3 && numbers.get(0).equals("0")) {
        return Long.parseLong(numbers.get(1));
      }
    }
    return -1;
  }
}
