package dev.jaula.runtime;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.host.PlanWords;
import dev.jaula.host.StepTimes;
import dev.jaula.perform.Observer;
import dev.jaula.plan.Explanation;
import dev.jaula.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * {@code --explain}, {@code --dry-run} and {@code --profile}: what a verb does, in words, as data
 * or in microseconds. All of it goes to standard error, as the output is the command's, but for a
 * plan that is not performed.
 */
final class Insight {
  private static final PlanWords WORDS = new PlanWords(Explanation::en);

  private final Session session;
  private final @Nullable StepTimes times;

  private Insight(Session session, @Nullable StepTimes times) {
    this.session = session;
    this.times = times;
  }

  static OptionGroup options() {
    return OptionGroup.of(
        "Explanation",
        "Explanation",
        explain(),
        Tables.flag("dry-run", "Print the plan as --explain does, but perform nothing"),
        Tables.flag(
            "profile", "Print the microseconds that each step took, and the kernel's share"));
  }

  static Option explain() {
    String help =
        "Print each step as it is performed: what, why, and the shell command for it; =json prints"
            + " the plan as data and performs nothing";
    return Option.optional("explain", Option.NONE, "FORMAT", help, help).choices("text", "json");
  }

  /** One of the two at a time: the time to explain would be measured. */
  static Insight of(Session session) {
    boolean isTimed = session.arguments().is("profile");
    if (isTimed && session.arguments().has("explain")) {
      throw new OciException("--explain and --profile exclude each other: leave one of them out");
    }
    return new Insight(session, isTimed ? new StepTimes(session.machine()) : null);
  }

  boolean isDry() {
    return session.arguments().is("dry-run") || isJson();
  }

  private boolean isJson() {
    return "json".equals(session.arguments().value("explain"));
  }

  /** The whole plan, in place of performing it. */
  int print(Plan plan) {
    session.out(isJson() ? WORDS.json(plan) : WORDS.text(plan));
    return 0;
  }

  /** What follows is no step of a plan. */
  void phase(String name) {
    if (times != null) {
      times.phase(name);
    }
  }

  Observer observer() {
    if (times != null) {
      return times;
    }
    return session.arguments().has("explain")
        ? step -> session.machine().files().print(2, WORDS.text(step))
        : Observer.NONE;
  }

  /** The start is over. */
  void finish() {
    if (times != null) {
      session.machine().files().print(2, times.table());
    }
  }
}
