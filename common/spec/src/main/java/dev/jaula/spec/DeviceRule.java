package dev.jaula.spec;

/**
 * An entry of linux.resources.devices; type is a, b or c, -1 stands for every number, access holds
 * r, w, m.
 */
public record DeviceRule(boolean allow, char type, int major, int minor, String access) {}
