package dev.jaula.cli;

/**
 * Something that a container may need of the host.
 *
 * @param detail what was found, when it is available
 * @param remedy how to get it, when it is not; empty otherwise
 */
record HostCheck(String name, boolean available, String detail, String remedy) {}
