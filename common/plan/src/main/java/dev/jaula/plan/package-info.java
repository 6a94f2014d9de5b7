/**
 * The planner: a pure function from a spec and facts of the host to steps; and the steps explained.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.plan;
