package dev.jaula.spec;

import org.jspecify.annotations.Nullable;

/**
 * A device node in the container (config-linux.md, "Devices"); type is c, u, b or p.
 *
 * @param source the node of the host that is mounted where nodes cannot be made; null for the same
 *     path
 */
public record Device(
    String path,
    char type,
    int major,
    int minor,
    int fileMode,
    int uid,
    int gid,
    @Nullable String source) {}
