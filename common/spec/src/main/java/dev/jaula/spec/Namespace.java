package dev.jaula.spec;

import org.jspecify.annotations.Nullable;

/** A namespace to make, or to join when it has a path (config-linux.md, "Namespaces"). */
public record Namespace(NamespaceType type, @Nullable String path) {}
