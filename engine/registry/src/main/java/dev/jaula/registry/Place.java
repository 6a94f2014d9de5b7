package dev.jaula.registry;

import dev.jaula.image.Digest;

/**
 * A repository as people know it, whichever mirror is asked for it.
 *
 * @param host the registry, as {@code docker.io} or {@code localhost:5000}
 * @param repository within it
 */
record Place(String host, String repository) {
  /** As Docker names it: {@code debian}, {@code localhost:5000/a}. */
  String familiar() {
    if (!host.equals("docker.io")) {
      return host + "/" + repository;
    }
    return repository.startsWith("library/") ? repository.substring(8) : repository;
  }

  /** A manifest by its tag or digest. */
  String manifest(String reference) {
    return familiar() + (reference.indexOf(':') < 0 ? ":" : "@") + reference;
  }

  /** A blob. */
  String blob(Digest digest) {
    return "blob " + digest + " of " + familiar();
  }
}
