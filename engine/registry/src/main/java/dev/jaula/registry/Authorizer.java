package dev.jaula.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a registry's challenges: Basic, or Bearer with a token for each set of scopes, kept until
 * it ends (distribution, "Token Authentication Specification").
 */
final class Authorizer {
  private final Origin registry;
  private final TokenService service;
  private final Supplier<@Nullable Credential> credentials;
  private final Map<SortedSet<String>, Token> tokens = new HashMap<>();
  private @Nullable Challenge known;
  private @Nullable Credential credential;
  private boolean looked;

  Authorizer(Origin registry, Transport transport, Supplier<@Nullable Credential> credentials) {
    this.registry = registry;
    this.service = new TokenService(transport);
    this.credentials = credentials;
  }

  /** Whether there are credentials at all; a credential helper is asked once. */
  synchronized boolean named() {
    return credential() != null;
  }

  /** What to send before we are asked, from what the registry wanted earlier; null for nothing. */
  synchronized @Nullable String header(SortedSet<String> scopes) throws IOException {
    if (known == null) {
      return null;
    }
    return known.scheme().equals("basic") ? basic() : bearer(known, scopes, false);
  }

  /**
   * What to send after we were asked.
   *
   * @param refused the header that was not good enough; null when there was none
   * @return null when we have nothing better
   */
  synchronized @Nullable String answer(
      List<Challenge> challenges, SortedSet<String> scopes, @Nullable String refused)
      throws IOException {
    @Nullable Challenge bearer = Challenge.find(challenges, "bearer");
    @Nullable Challenge chosen = bearer == null ? Challenge.find(challenges, "basic") : bearer;
    if (chosen == null) {
      throw new RegistryException(unknown(challenges));
    }
    known = chosen;
    @Nullable String fresh = bearer != null ? bearer(bearer, scopes, refused != null) : basic();
    return fresh == null || fresh.equals(refused) ? null : fresh;
  }

  private String unknown(List<Challenge> challenges) {
    List<String> schemes = new ArrayList<>();
    challenges.forEach(c -> schemes.add(c.scheme()));
    return registry.authority()
        + " wants to know who we are by "
        + (schemes.isEmpty() ? "no scheme that it names" : schemes)
        + "; Basic and Bearer are known";
  }

  private @Nullable Credential credential() {
    if (!looked) {
      credential = credentials.get();
      looked = true;
    }
    return credential;
  }

  private @Nullable String basic() {
    @Nullable Credential mine = credential();
    return mine == null ? null : mine.basic();
  }

  private @Nullable String bearer(Challenge challenge, SortedSet<String> scopes, boolean renew)
      throws IOException {
    @Nullable Credential mine = credential();
    if (mine != null && mine.registryToken() != null) {
      return "Bearer " + mine.registryToken();
    }
    @Nullable Token token = tokens.get(scopes);
    if (token == null || renew || token.ended(System.nanoTime())) {
      token = service.fetch(registry, challenge, all(challenge, scopes), mine);
      tokens.put(scopes, token);
    }
    return "Bearer " + token.text();
  }

  /** What we know that we need, and what the registry says that we need. */
  private static SortedSet<String> all(Challenge challenge, SortedSet<String> scopes) {
    SortedSet<String> all = new TreeSet<>(scopes);
    @Nullable String asked = challenge.parameter("scope");
    if (asked != null) {
      for (String scope : asked.split(" ", -1)) {
        if (!scope.isEmpty() && all.stream().noneMatch(mine -> covers(mine, scope))) {
          all.add(scope);
        }
      }
    }
    return all;
  }

  /** Whether repository:a:pull,push says repository:a:pull already. */
  private static boolean covers(String mine, String asked) {
    int colon = asked.lastIndexOf(':');
    if (colon < 0 || !mine.startsWith(asked.substring(0, colon + 1))) {
      return false;
    }
    List<String> actions = List.of(mine.substring(colon + 1).split(",", -1));
    return actions.containsAll(List.of(asked.substring(colon + 1).split(",", -1)));
  }
}
