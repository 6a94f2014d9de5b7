package dev.jaula.learn;

/**
 * What a command printed.
 *
 * @param time microseconds of the monotonic clock when it ended
 */
public record Output(String text, long time) {}
