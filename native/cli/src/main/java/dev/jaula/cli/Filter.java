package dev.jaula.cli;

import dev.jaula.host.FilterCache;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Profile;
import dev.jaula.spec.Annotations;
import dev.jaula.spec.CapabilitySets;
import dev.jaula.spec.Spec;
import org.jspecify.annotations.Nullable;

/**
 * The seccomp filter that a spec asks for: its key and the compiled program, both null for none.
 */
record Filter(@Nullable String key, @Nullable Program program) {
  static Filter of(Session session, Spec spec) {
    Profile profile = spec.linux().seccomp();
    FilterCache cache = new FilterCache(session.machine(), session.folders().filters());
    if (profile != null) {
      String key = profile.key();
      return new Filter(key, cache.profile(key, profile));
    }
    if (!"docker".equals(spec.annotation(Annotations.SECCOMP))) {
      return new Filter(null, null);
    }
    CapabilitySets sets = spec.needProcess().capabilities();
    long capabilities = sets == null ? -1 : sets.bounding();
    String key = FilterCache.dockerKey(session.machine(), capabilities);
    return new Filter(key, cache.docker(key, capabilities));
  }
}
