package dev.jaula.host;

import dev.jaula.linux.Ascii;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Observer;
import dev.jaula.plan.Step;

/**
 * {@code --profile}: the microseconds of each step, and of what comes before the first. Init is
 * another process, so the times lie in memory that both share.
 */
public final class StepTimes implements Observer {
  private static final int NUMBER = 12;
  private static final int NAME = 32;

  private final SharedTimes times;

  /** The clock runs from here on. */
  public StepTimes(Machine machine) {
    times = new SharedTimes(machine);
  }

  /** The caller begins something that is no step of a plan. */
  public void phase(String name) {
    times.add(name);
  }

  @Override
  public void before(Step step) {
    times.add(PlanWords.name(step));
  }

  /**
   * A row for each step, one for the whole: name, microseconds, of these in the kernel. To be asked
   * for when the start is over.
   */
  public String table() {
    return Ascii.pad("step", NAME)
        + Ascii.pad("us", NUMBER)
        + "kernel\n"
        + times.table(NAME, NUMBER);
  }
}
