package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.perform.Observer;
import dev.jaula.plan.Explainer;
import dev.jaula.plan.Explanation;
import dev.jaula.plan.HostFacts;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Script;
import dev.jaula.plan.Step;
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
        ? JsonWriter.indented(json(session, plan)) + "\n"
        : new Script(plan, facts, spec, words -> session.say(words.en(), words.pt())).text();
  }

  /** The steps alone, as exec has no script: it enters what exists. */
  static String steps(Session session, Plan plan, boolean asJson) {
    if (asJson) {
      return JsonWriter.indented(json(session, plan)) + "\n";
    }
    StringBuilder text = new StringBuilder();
    plan.caller().forEach(step -> text.append(words(session, step)));
    plan.init().forEach(step -> text.append(words(session, step)));
    return text.toString();
  }

  private static String words(Session session, Step step) {
    Explanation words = Explainer.explain(step);
    return "# " + session.say(words.en(), words.pt()) + "\n" + words.shell() + "\n";
  }

  private static JsonValue json(Session session, Plan plan) {
    JsonValue.Arr steps = new JsonValue.Arr();
    for (Step step : plan.caller()) {
      steps.add(json(session, "caller", step));
    }
    for (Step step : plan.init()) {
      steps.add(json(session, "init", step));
    }
    return steps;
  }

  private static JsonValue json(Session session, String process, Step step) {
    Explanation words = Explainer.explain(step);
    return new JsonValue.Obj()
        .put("process", process)
        .put("step", name(step))
        .put("why", session.say(words.en(), words.pt()))
        .put("shell", words.shell());
  }

  /** The record's own name: its text begins with it. */
  private static String name(Step step) {
    String text = step.toString();
    int end = text.indexOf('[');
    return end < 0 ? text : text.substring(0, end);
  }
}
