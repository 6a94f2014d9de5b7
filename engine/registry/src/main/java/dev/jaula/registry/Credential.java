package dev.jaula.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a registry.
 *
 * @param user empty when there is only a token
 * @param secret the password
 * @param identityToken a refresh token of OAuth2, which stands for user and password; null when
 *     none
 * @param registryToken a bearer token, sent as it is; null when none
 */
public record Credential(
    String user, String secret, @Nullable String identityToken, @Nullable String registryToken) {
  /** With a password. */
  public static Credential of(String user, String secret) {
    return new Credential(user, secret, null, null);
  }

  /** The value of Authorization for Basic (RFC 7617); null without user and password. */
  @Nullable String basic() {
    if (user.isEmpty() && secret.isEmpty()) {
      return null;
    }
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "Credential[user=" + user + "]";
  }
}
