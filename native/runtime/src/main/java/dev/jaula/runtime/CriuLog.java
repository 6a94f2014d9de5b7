package dev.jaula.runtime;

import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log that CRIU writes: what of it belongs into an error of one line. */
final class CriuLog {
  static final String DUMP = "dump.log";
  static final String RESTORE = "restore.log";
  static final String CHECK = "check.log";

  private static final int MOST = 3;

  private CriuLog() {}

  /** The failure with CRIU's own words, and where to read on. */
  static OciException explained(Machine machine, OciException failure, String file) {
    String said = errors(machine, file);
    String text = String.valueOf(failure.getMessage());
    if (said.isEmpty() || !text.startsWith("criu failed")) {
      return failure;
    }
    // newer ones answer with the first line of the log, which often is no more than a warning
    int first = text.indexOf(": Error (");
    String start = first < 0 ? text : text.substring(0, first);
    return new OciException(start + ": " + said + "; see " + file);
  }

  /** The last errors, in order, joined; empty when there is no log, or no error in it. */
  static String errors(Machine machine, String file) {
    @Nullable String text = machine.files().tryRead(file);
    return text == null ? "" : errors(text);
  }

  static String errors(String text) {
    List<String> found = new ArrayList<>();
    for (String line : Words.split(text, '\n')) {
      int at = line.indexOf("Error (");
      if (at >= 0) {
        found.add(line.substring(at).trim());
      }
    }
    return String.join("; ", found.subList(Math.max(0, found.size() - MOST), found.size()));
  }
}
