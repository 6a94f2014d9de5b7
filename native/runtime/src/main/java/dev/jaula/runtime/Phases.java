package dev.jaula.runtime;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Kernel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code --profile} of the verbs that perform no plan: the microseconds of each phase, and the
 * kernel's share. What comes again, as with {@code --regex}, is one row with the sum.
 */
final class Phases {
  /** Measures nothing. */
  static final Phases NONE = new Phases(null);

  private static final int NAME = 32;
  private static final int NUMBER = 12;

  private final @Nullable Kernel kernel;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Row current;
  private long begun;
  private long callsBefore;

  private static final class Row {
    private final String name;
    private long time;
    private long calls;

    private Row(String name) {
      this.name = name;
    }
  }

  private Phases(@Nullable Kernel kernel) {
    this.kernel = kernel;
  }

  static Option option() {
    return Tables.flag("profile", "Print the microseconds of each phase, and the kernel's share");
  }

  static OptionGroup options() {
    return OptionGroup.of("Options", "Options", option());
  }

  /** The clock runs from the first phase on. */
  static Phases of(Session session) {
    if (!session.arguments().is("profile")) {
      return NONE;
    }
    Kernel kernel = session.machine().kernel();
    kernel.measure();
    return new Phases(kernel);
  }

  /** The last phase ends, and this one begins. */
  void begin(String name) {
    if (kernel != null) {
      end(kernel);
      current = row(name);
    }
  }

  private void end(Kernel measured) {
    long now = measured.now();
    long calls = measured.timeInCalls();
    if (current != null) {
      current.time += now - begun;
      current.calls += calls - callsBefore;
    }
    begun = now;
    callsBefore = calls;
  }

  private Row row(String name) {
    for (Row row : rows) {
      if (row.name.equals(name)) {
        return row;
      }
    }
    Row row = new Row(name);
    rows.add(row);
    return row;
  }

  /** The verb is done: a row for each phase, and one for the whole, go to standard error. */
  void finish(Session session) {
    if (kernel != null) {
      end(kernel);
      session.machine().files().print(2, table());
    }
  }

  private String table() {
    StringBuilder text = new StringBuilder(line("phase", "us", "kernel"));
    long time = 0;
    long calls = 0;
    for (Row row : rows) {
      text.append(line(row.name, micros(row.time), micros(row.calls)));
      time += row.time;
      calls += row.calls;
    }
    String share = " (" + calls * 100 / Math.max(1, time) + " %)";
    return text.append(line("total", micros(time), micros(calls) + share)).toString();
  }

  private static String line(String name, String time, String calls) {
    return Ascii.pad(name, NAME) + Ascii.pad(time, NUMBER) + calls + "\n";
  }

  private static String micros(long nanos) {
    return String.valueOf(nanos / 1000);
  }
}
