package dev.jaula.runtime;

import dev.jaula.host.FilterCache;
import dev.jaula.host.FilterSource;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonPart;
import dev.jaula.json.JsonValue;
import dev.jaula.linux.Bytes;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Profile;
import dev.jaula.spec.Creatable;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecException;
import dev.jaula.spec.SpecReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A config.json with the compiled seccomp filter that it asks for. The rules are most of the text;
 * where their filter is in the cache they are compared, and not read.
 */
final class Config {
  private static final byte[] LISTENER = Bytes.encode("listener");

  private final Spec spec;
  private final @Nullable String filterKey;
  private final @Nullable Program filter;

  private Config(Spec spec, @Nullable String filterKey, @Nullable Program filter) {
    this.spec = spec;
    this.filterKey = filterKey;
    this.filter = filter;
  }

  /** Without linux.seccomp when its filter was in the cache, unless a listener is to be told. */
  Spec spec() {
    return spec;
  }

  /** The filter's name in the cache, or null when there is none. */
  @Nullable String filterKey() {
    return filterKey;
  }

  @Nullable Program filter() {
    return filter;
  }

  /**
   * Reads a text.
   *
   * @param warnings receives what is left out
   * @throws dev.jaula.json.JsonException when it is no JSON
   * @throws SpecException for the first value that the spec does not allow, or that does not fit
   */
  static Config read(Session session, byte[] text, List<String> warnings) {
    JsonPart part = JsonPart.parse(text, "linux", "seccomp");
    if (!part.isThere()) {
      return new Config(spec(part.rest(), warnings), null, null);
    }
    FilterCache cache = new FilterCache(session.machine(), Filters.folder(session));
    FilterSource source = new FilterSource(text, part.from(), part.to());
    String key = source.key();
    @Nullable Program cached = cache.read(key, source);
    boolean skips = cached != null && !contains(text, part.from(), part.to(), LISTENER);
    JsonValue document = skips ? part.rest() : JsonParser.parse(text);
    Spec spec = spec(document, warnings);
    if (cached != null) {
      return new Config(spec, key, cached);
    }
    @Nullable Profile profile = spec.linux().seccomp();
    return profile == null
        ? new Config(spec, null, null)
        : new Config(spec, key, cache.compile(key, profile, source));
  }

  /** Before its filter is kept: what is in the cache is not looked at again. */
  private static Spec spec(JsonValue document, List<String> warnings) {
    Spec spec = SpecReader.read(document, warnings);
    Creatable.check(spec);
    return spec;
  }

  private static boolean contains(byte[] text, int from, int to, byte[] word) {
    for (int i = from; i <= to - word.length; i++) {
      int n = 0;
      while (n < word.length && text[i + n] == word[n]) {
        n++;
      }
      if (n == word.length) {
        return true;
      }
    }
    return false;
  }
}
