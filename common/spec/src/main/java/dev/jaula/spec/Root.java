package dev.jaula.spec;

/** The root file system: a directory of the host (config.md, "Root"). */
public record Root(String path, boolean readonly) {}
