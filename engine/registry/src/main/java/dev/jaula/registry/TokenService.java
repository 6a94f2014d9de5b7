package dev.jaula.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry sends us for a token: GET with user and password (distribution, "Token
 * Authentication Specification"), POST with a refresh token ("Oauth2 Token Authentication").
 */
final class TokenService {
  private static final String CLIENT = "jaula";
  private static final int LIMIT = 1 << 20;

  private final Transport transport;

  TokenService(Transport transport) {
    this.transport = transport;
  }

  /**
   * A token for these scopes, which may allow less than was asked for.
   *
   * @throws RegistryException when the service refuses, or is none
   */
  Token fetch(
      Origin registry,
      Challenge challenge,
      SortedSet<String> scopes,
      @Nullable Credential credential)
      throws IOException {
    URI realm = realm(registry, challenge);
    @Nullable String service = challenge.parameter("service");
    Call call =
        credential != null && credential.identityToken() != null
            ? refresh(realm, service, scopes, credential.identityToken())
            : get(realm, service, scopes, credential);
    try (Answer answer = transport.send(call)) {
      if (answer.status() != 200) {
        throw Refusal.ofTokens(registry, Origin.of(realm), credential != null, answer);
      }
      return Token.read(Origin.of(realm), answer.bytes(LIMIT), System.nanoTime());
    }
  }

  private static URI realm(Origin registry, Challenge challenge) {
    @Nullable String text = challenge.parameter("realm");
    try {
      URI realm = URI.create(text == null ? "" : text);
      if (registry.secure() && !Origin.of(realm).secure()) {
        throw new RegistryException(
            registry + " wants its password sent to " + realm + ", without TLS; that is refused");
      }
      return realm;
    } catch (IllegalArgumentException e) {
      throw new RegistryException(registry + ": realm=\"" + text + "\" is no address", e);
    }
  }

  private static Call get(
      URI realm,
      @Nullable String service,
      SortedSet<String> scopes,
      @Nullable Credential credential) {
    StringJoiner query = new StringJoiner("&");
    if (service != null) {
      query.add("service=" + encoded(service));
    }
    scopes.forEach(scope -> query.add("scope=" + encoded(scope)));
    @Nullable String basic = credential == null ? null : credential.basic();
    if (credential != null && !credential.user().isEmpty()) {
      query.add("account=" + encoded(credential.user()));
    }
    query.add("client_id=" + CLIENT);
    return Call.of("GET", Queries.add(realm, query.toString())).with("Authorization", basic);
  }

  private static Call refresh(
      URI realm, @Nullable String service, SortedSet<String> scopes, String token) {
    StringJoiner form = new StringJoiner("&");
    form.add("grant_type=refresh_token").add("refresh_token=" + encoded(token));
    form.add("client_id=" + CLIENT);
    if (service != null) {
      form.add("service=" + encoded(service));
    }
    form.add("scope=" + encoded(String.join(" ", scopes)));
    return Call.of("POST", realm)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with(Payload.of(form.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
