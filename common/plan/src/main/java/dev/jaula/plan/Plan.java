package dev.jaula.plan;

import java.util.List;

/**
 * How a container is started: steps in order, to be performed or explained.
 *
 * @param trees how many {@link Step.OpenTree} slots there are
 */
public record Plan(List<Step.Caller> caller, List<Step.Init> init, int trees) {}
