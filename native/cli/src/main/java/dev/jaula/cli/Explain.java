package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.PlanWords;
import dev.jaula.perform.Observer;
import dev.jaula.plan.Explainer;
import dev.jaula.plan.Explanation;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Script;
import dev.jaula.spec.Spec;

/** {@code --explain} and {@code --dry-run}. */
final class Explain {
  private Explain() {}

  /** One of the two at a time: the time to explain would be measured. */
  static void refuseWithProfile(Arguments arguments) {
    if (arguments.has("explain") && arguments.is("profile")) {
      throw new CliException("--explain and --profile exclude each other: leave one of them out");
    }
  }

  /**
   * Prints each step before it is performed, on standard error: the command's output stays its own.
   */
  static Observer observer(Session session) {
    boolean color = session.isColored(2);
    return step -> {
      Explanation words = Explainer.explain(step);
      String why = "# " + session.say(words.en(), words.pt());
      session.errorText((color ? "\033[36m" + why + "\033[0m" : why) + "\n" + words.shell() + "\n");
    };
  }

  /** The whole plan: a script, or data. */
  static String whole(Session session, Plan plan, HostFacts facts, Spec spec, boolean asJson) {
    return asJson
        ? words(session).json(plan)
        : new Script(plan, facts, spec, words -> session.say(words.en(), words.pt())).text();
  }

  /** The steps alone, as exec has no script: it enters what exists. */
  static String steps(Session session, Plan plan, boolean asJson) {
    return asJson ? words(session).json(plan) : words(session).text(plan);
  }

  private static PlanWords words(Session session) {
    return new PlanWords(words -> session.say(words.en(), words.pt()));
  }
}
