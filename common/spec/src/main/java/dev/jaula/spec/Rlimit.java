package dev.jaula.spec;

/** A resource limit by number (man 2 getrlimit); -1 is infinity. */
public record Rlimit(int resource, long soft, long hard) {}
