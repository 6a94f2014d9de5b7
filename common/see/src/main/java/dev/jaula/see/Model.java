package dev.jaula.see;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a screen of {@code jaula top} shows.
 *
 * @param rows what {@link View#rows} gave
 * @param total containers before the filter
 * @param histories by name
 * @param details label and value in turn, of the selected container; null values are left out
 * @param processors of the machine
 * @param memory of the machine, in bytes
 * @param clock the time of day
 */
public record Model(
    List<Usage> rows,
    int total,
    View view,
    Map<String, Histories> histories,
    List<String> details,
    int processors,
    long memory,
    String clock) {

  /** What one container used before. */
  public record Histories(History cpu, History memory) {
    public Histories() {
      this(new History(), new History());
    }

    /** Adds a reading; machine is its memory in bytes. */
    public void add(Usage usage, long machine) {
      cpu.add(usage.cpuOfLimit());
      long bound = usage.memoryBound(machine);
      memory.add(bound <= 0 ? 0 : usage.memory() * 1000 / bound);
    }
  }

  @Nullable Usage selected() {
    int index = view.index(rows);
    return index < 0 ? null : rows.get(index);
  }
}
