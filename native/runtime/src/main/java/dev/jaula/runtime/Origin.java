package dev.jaula.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What a container was made from, when, and by whom: this never changes.
 *
 * @param bundle an absolute path
 * @param rootfs an absolute path
 * @param created RFC 3339
 * @param owner the number of the user who made it
 * @param seccompKey the compiled filter in the cache, or null
 * @param keepsKeyring whether its processes keep their caller's session keyring
 */
record Origin(
    String id,
    String bundle,
    String rootfs,
    String created,
    long owner,
    @Nullable String seccompKey,
    boolean keepsKeyring) {

  static Origin of(Session session, Bundle bundle) {
    return new Origin(
        session.id(),
        bundle.path(),
        bundle.spec().root().path(),
        session.now().text(),
        session.machine().credentials().userId(),
        bundle.filterKey(),
        session.arguments().is("no-new-keyring"));
  }
}
