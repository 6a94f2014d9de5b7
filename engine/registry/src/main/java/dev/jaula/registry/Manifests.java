package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.MediaTypes;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fetches manifests and checks that they are what was asked for (distribution-spec, end-3). */
final class Manifests {
  /** What the specification says that a registry should take (distribution-spec, "Push"). */
  static final int LIMIT = 4 << 20;

  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.INDEX,
          MediaTypes.DOCKER_LIST,
          MediaTypes.MANIFEST,
          MediaTypes.DOCKER_MANIFEST);

  private final Place place;

  Manifests(Place place) {
    this.place = place;
  }

  static Call call(String method, Remote remote, String reference) {
    return Call.of(method, remote.uri("/manifests/" + reference)).with("Accept", ACCEPT);
  }

  /**
   * A manifest.
   *
   * @param reference a tag or a digest
   */
  Fetched fetch(Remote remote, String reference) {
    try (Answer answer = remote.retried(call("GET", remote, reference), remote.toPull())) {
      if (answer.status() != 200) {
        throw Refusal.of(place, place.manifest(reference), false, answer);
      }
      return check(reference, answer, answer.bytes(LIMIT));
    } catch (IOException e) {
      throw Unreachable.of(remote.host(), e);
    }
  }

  private Fetched check(String reference, Answer answer, byte[] bytes) {
    String algorithm = algorithm(reference);
    Digest digest = Digest.of(algorithm, Digest.hasher(algorithm).digest(bytes));
    if (reference.indexOf(':') >= 0 && !digest.toString().equals(reference)) {
      throw other(reference, digest + "", "what was asked for");
    }
    @Nullable Digest said = said(answer);
    if (said != null && !said.equals(digest) && !same(said, bytes)) {
      throw other(reference, digest + "", "Docker-Content-Digest, " + said);
    }
    @Nullable String header = answer.header("Content-Type");
    String type = type(reference, header == null ? "" : header, bytes);
    return new Fetched(Descriptor.of(type, digest, bytes.length), bytes);
  }

  private static String algorithm(String reference) {
    return reference.startsWith("sha512:") ? "sha512" : "sha256";
  }

  /** The digest that the registry says; null when it says none that we can check. */
  static @Nullable Digest said(Answer answer) {
    @Nullable String text = answer.header("Docker-Content-Digest");
    try {
      return text == null ? null : Digest.parse(text.trim());
    } catch (ImageException e) {
      // An algorithm of its own is no claim about the ones that we know.
      return null;
    }
  }

  private static boolean same(Digest said, byte[] bytes) {
    byte[] hash = Digest.hasher(said.algorithm()).digest(bytes);
    return Digest.of(said.algorithm(), hash).equals(said);
  }

  private RegistryException other(String reference, String found, String expected) {
    return new RegistryException(
        place.manifest(reference)
            + ": the manifest that came has the digest "
            + found
            + ", which is not "
            + expected
            + "; the registry or a proxy before it has changed it");
  }

  /** Of bytes that have been checked. */
  Fetched parsed(String reference, byte[] bytes) {
    String type = type(reference, "", bytes);
    return new Fetched(Descriptor.of(type, Digest.parse(reference), bytes.length), bytes);
  }

  private String type(String reference, String header, byte[] bytes) {
    JsonValue json = json(reference, bytes);
    @Nullable String said =
        json.get("mediaType") instanceof JsonValue.Str(String text) ? text : null;
    String type = header;
    int semicolon = type.indexOf(';');
    type = (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    boolean known = MediaTypes.isIndex(type) || MediaTypes.isManifest(type);
    if (known && said != null && !said.equals(type)) {
      throw new RegistryException(
          place.manifest(reference)
              + ": the registry says "
              + type
              + ", the manifest itself "
              + Refusal.safe(said)
              + "; push it again");
    }
    return known ? type : guess(reference, type, said, json);
  }

  /** Some registries and file servers say text/plain or application/json. */
  private String guess(String reference, String type, @Nullable String said, JsonValue json) {
    if (said != null && (MediaTypes.isIndex(said) || MediaTypes.isManifest(said))) {
      return said;
    }
    if (said == null && json.get("manifests") != null) {
      return MediaTypes.INDEX;
    }
    if (said == null && json.get("config") != null && json.get("layers") != null) {
      return MediaTypes.MANIFEST;
    }
    throw new RegistryException(
        place.manifest(reference)
            + ": "
            + Refusal.safe(said == null ? type : said)
            + " is no manifest of OCI or of Docker's schema 2; push the image again with a newer"
            + " client");
  }

  private JsonValue json(String reference, byte[] bytes) {
    try {
      return JsonParser.parse(bytes);
    } catch (JsonException e) {
      throw new RegistryException(
          place.manifest(reference) + ": the manifest is no JSON: " + e.getMessage(), e);
    }
  }
}
