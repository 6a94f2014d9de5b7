package dev.jaula.spec;

/**
 * How a container ended.
 *
 * @param code 0 to 255; 128+n for signal n
 * @param oomKilled whether the kernel killed something in it for its memory limit
 */
public record Exit(int code, boolean oomKilled, Timestamp time) {}
