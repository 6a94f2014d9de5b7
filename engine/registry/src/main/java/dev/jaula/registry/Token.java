package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token.
 *
 * @param text as it is sent
 * @param end in nanoseconds of {@link System#nanoTime}
 */
record Token(String text, long end) {
  /** What a service that does not say means (distribution, "Token Authentication"). */
  private static final long SECONDS = 60;

  private static final long MARGIN = 5;

  /**
   * Reads a token service's answer: {@code token}, or OAuth2's {@code access_token}.
   *
   * @throws RegistryException naming the service when there is neither
   */
  static Token read(Origin service, byte[] json, long now) {
    try {
      JsonValue answer = JsonParser.parse(json);
      @Nullable String text = text(answer, "token");
      text = text == null ? text(answer, "access_token") : text;
      if (text != null) {
        long lives = Math.max(SECONDS, seconds(answer.get("expires_in")));
        return new Token(text, now + (lives - MARGIN) * 1_000_000_000L);
      }
    } catch (JsonException e) {
      throw new RegistryException(none(service), e);
    }
    throw new RegistryException(none(service));
  }

  private static @Nullable String text(JsonValue answer, String name) {
    @Nullable JsonValue value = answer.get(name);
    String text = value == null || value instanceof JsonValue.Null ? "" : value.string();
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new JsonException(name + " has characters that no header may have");
    }
    return text.isEmpty() ? null : text;
  }

  private static long seconds(@Nullable JsonValue value) {
    return value instanceof JsonValue.Num ? Math.min(value.longValue(), 1 << 30) : 0;
  }

  private static String none(Origin service) {
    return "the token service " + service + " answers without a token; is it one of a registry?";
  }

  boolean ended(long now) {
    return now - end >= 0;
  }
}
