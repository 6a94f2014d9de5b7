package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the whole of a process (config.md, "Process", "Linux Process"). */
final class ProcessAttributes {
  private ProcessAttributes() {}

  static Process read(Field field, List<String> warnings) {
    Process process = ProcessReader.read(field, warnings);
    return new Process(
        process.terminal(),
        process.user(),
        process.args(),
        process.env(),
        process.cwd(),
        process.capabilities(),
        process.rlimits(),
        process.noNewPrivileges(),
        process.oomScoreAdj(),
        SchedulingReader.consoleSize(field),
        word(field, "apparmorProfile"),
        word(field, "selinuxLabel"),
        SchedulingReader.scheduler(field),
        SchedulingReader.ioPriority(field),
        SchedulingReader.affinity(field));
  }

  /** A string that says nothing when it is empty, as Go writes an absent one. */
  static @Nullable String word(Field object, String key) {
    @Nullable String text = object.text(key);
    return text == null || text.isEmpty() ? null : text;
  }
}
