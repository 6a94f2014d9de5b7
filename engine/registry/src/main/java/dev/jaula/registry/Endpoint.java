package dev.jaula.registry;

import org.jspecify.annotations.Nullable;

/**
 * Where a repository is to be had.
 *
 * @param host and port, as {@code mirror.local:5000}
 * @param repository the path there
 * @param scheme {@code http} or {@code https} when the configuration says it; null when not
 * @param digests whether it may be asked for digests
 * @param tags whether it may be asked for tags
 */
record Endpoint(
    String host, String repository, @Nullable String scheme, boolean digests, boolean tags) {}
