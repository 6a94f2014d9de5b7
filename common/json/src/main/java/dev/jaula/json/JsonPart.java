package dev.jaula.json;

import org.jspecify.annotations.Nullable;

/**
 * A document of which one member of a member, an object, large and seldom new, was only passed
 * over: where it begins and ends in the bytes. Whether it is valid JSON is not known.
 *
 * @param rest the document without it
 * @param from its first byte, or -1 when the document does not have it
 * @param to the byte behind it
 */
public record JsonPart(JsonValue rest, int from, int to) {
  /** The one value in a document, without the member {@code outer.inner}. */
  public static JsonPart parse(byte[] utf8, String outer, String inner) {
    return JsonParser.parseWithout(utf8, outer, inner);
  }

  public boolean isThere() {
    return from >= 0;
  }

  /** Its bytes, or null when it is not there. */
  public byte @Nullable [] of(byte[] utf8) {
    return from < 0 ? null : java.util.Arrays.copyOfRange(utf8, from, to);
  }
}
