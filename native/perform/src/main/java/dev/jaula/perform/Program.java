package dev.jaula.perform;

/** A compiled filter in memory: instructions of 8 bytes each. */
public record Program(long address, int count, int flags) {}
