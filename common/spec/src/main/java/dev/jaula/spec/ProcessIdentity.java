package dev.jaula.spec;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid as the host sees it
 * @param startTime field 22 of /proc/PID/stat (man 5 proc_pid_stat): clock ticks since boot
 */
public record ProcessIdentity(int pid, long startTime) {}
