package dev.jaula.spec;

/**
 * Offset of a clock in a time namespace (man 7 time_namespaces); clock is monotonic or boottime.
 */
public record TimeOffset(String clock, long seconds, long nanoseconds) {}
