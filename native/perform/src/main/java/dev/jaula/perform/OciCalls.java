package dev.jaula.perform;

import dev.jaula.plan.OciStep;
import dev.jaula.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Performs the steps that only an OCI config.json asks for. A program that gives none with its
 * {@link Start} is built without any of it.
 */
public interface OciCalls {
  /** From the caller; report is null before init is there. */
  void perform(OciStep.Caller step, @Nullable Report report);

  /** From init. */
  void perform(OciStep.Init step, OciInside inside);

  /** From the caller: does what init asks for. */
  void answer(Report.Kind kind, Plan plan, OciOutside outside);
}
