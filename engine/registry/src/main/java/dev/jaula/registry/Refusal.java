package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a registry's refusal into a line for the user, with Docker's words where people and
 * programs know them.
 *
 * @param status of HTTP
 * @param code as {@code MANIFEST_UNKNOWN}; empty when none was said
 * @param words the code and message as Docker writes them
 */
record Refusal(int status, String code, String words) {
  private static final int BODY = 64 << 10;
  private static final int WORDS = 300;

  /** Reads the answer's body (distribution-spec, "Error Codes"), and closes it. */
  static Refusal read(Answer answer) {
    try {
      @Nullable JsonValue errors = JsonParser.parse(answer.bytes(BODY)).get("errors");
      List<JsonValue> all = errors == null ? List.of() : errors.array();
      if (!all.isEmpty()) {
        String code = text(all.getFirst(), "code");
        return new Refusal(answer.status(), code, words(code, text(all.getFirst(), "message")));
      }
    } catch (IOException | JsonException | RegistryException e) {
      // No words of its own: the status has to do.
      return new Refusal(answer.status(), "", reason(answer.status()));
    }
    return new Refusal(answer.status(), "", reason(answer.status()));
  }

  private static String text(JsonValue error, String name) {
    return error.get(name) instanceof JsonValue.Str(String text) ? safe(text) : "";
  }

  /** A stranger's words for a terminal: in one line, without control characters, not too many. */
  static String safe(String text) {
    String line = text.length() > WORDS ? text.substring(0, WORDS) + "..." : text;
    StringBuilder safe = new StringBuilder();
    line.chars().forEach(c -> safe.append(Character.isISOControl(c) ? ' ' : (char) c));
    return safe.toString().trim();
  }

  /**
   * {@code UNAUTHORIZED} and "authentication required" as one: once only when they say the same.
   */
  private static String words(String code, String message) {
    String start = code.toLowerCase(Locale.ROOT).replace('_', ' ');
    if (start.isEmpty() || message.isEmpty()) {
      return start + message;
    }
    return message.startsWith(start) ? message : start + ": " + message;
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "400 Bad Request";
      case 401 -> "unauthorized: authentication required";
      case 403 -> "denied: requested access to the resource is denied";
      case 404 -> "404 Not Found";
      case 405 -> "405 Method Not Allowed";
      case 413 -> "413 Content Too Large";
      case 429 -> "toomanyrequests: 429 Too Many Requests";
      case 500 -> "500 Internal Server Error";
      case 502 -> "502 Bad Gateway";
      case 503 -> "503 Service Unavailable";
      case 504 -> "504 Gateway Timeout";
      default -> "status " + status;
    };
  }

  /**
   * Of a request about something in a repository.
   *
   * @param name what was asked for, as {@code localhost:5000/a:b}
   * @param push whether we wanted to write
   */
  static RegistryException of(Place place, String name, boolean push, Answer answer) {
    Refusal refusal = read(answer);
    return new RegistryException(refusal.line(place, name, push), refusal.status(), refusal.code());
  }

  private String line(Place place, String name, boolean push) {
    return switch (status) {
      case 401, 403 -> denied(place, push);
      case 404 -> name + " not found: " + words + "; check the name on " + place.host();
      case 429 -> name + ": " + words + "; log in or try again later";
      case 500, 502, 503, 504 ->
          name + ": " + place.host() + " answers " + words + "; try again later";
      default -> name + ": " + place.host() + " answers " + words;
    };
  }

  private String denied(Place place, boolean push) {
    String fix = "; try jaula login " + place.host();
    if (push) {
      return "push to " + place.familiar() + ": " + words + fix;
    }
    return "pull access denied for "
        + place.familiar()
        + ", repository does not exist or may require 'docker login': "
        + words
        + fix;
  }

  /** Of a token service. */
  static RegistryException ofTokens(Origin registry, Origin service, boolean named, Answer answer) {
    Refusal refusal = read(answer);
    String who = registry.authority() + ": the token service " + service + " answers ";
    if (refusal.status() == 401 || refusal.status() == 403) {
      String why = named ? "unauthorized: incorrect username or password" : refusal.words();
      return new RegistryException(
          who + why + "; try jaula login " + registry.authority(), 401, "UNAUTHORIZED");
    }
    return new RegistryException(who + refusal.words(), refusal.status(), refusal.code());
  }
}
