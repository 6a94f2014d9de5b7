package dev.jaula.host;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.plan.Explainer;
import dev.jaula.plan.Explanation;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import java.util.List;
import java.util.function.Function;

/**
 * A plan for people and for programs: each step's reason, in the language of the caller, and the
 * shell command that a person would type.
 */
public final class PlanWords {
  private final Function<Explanation, String> language;

  public PlanWords(Function<Explanation, String> language) {
    this.language = language;
  }

  /** Two lines: the reason as a comment, and the command. */
  public String text(Step step) {
    Explanation words = Explainer.explain(step);
    return "# " + language.apply(words) + "\n" + words.shell() + "\n";
  }

  /** All steps, the caller's before init's. */
  public String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.caller().forEach(step -> text.append(text(step)));
    plan.init().forEach(step -> text.append(text(step)));
    return text.toString();
  }

  /** An array of {@code {process, step, why, shell}}. */
  public String json(Plan plan) {
    JsonValue.Arr steps = new JsonValue.Arr();
    add(steps, "caller", plan.caller());
    add(steps, "init", plan.init());
    return JsonWriter.indented(steps);
  }

  private void add(JsonValue.Arr array, String process, List<? extends Step> steps) {
    for (Step step : steps) {
      Explanation words = Explainer.explain(step);
      array.add(
          new JsonValue.Obj()
              .put("process", process)
              .put("step", name(step))
              .put("why", language.apply(words))
              .put("shell", words.shell()));
    }
  }

  /** The record's own name: its text begins with it. */
  static String name(Step step) {
    String text =
        switch (step) {
          case Step.OciCaller s -> s.step().toString();
          case Step.OciInit s -> s.step().toString();
          default -> step.toString();
        };
    int end = text.indexOf('[');
    return end < 0 ? text : text.substring(0, end);
  }
}
