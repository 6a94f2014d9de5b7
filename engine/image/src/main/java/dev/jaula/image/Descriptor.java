package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a blob (image-spec, descriptor.md).
 *
 * @param mediaType of the blob
 * @param digest of its bytes
 * @param size in bytes
 * @param platform of a manifest in an index; null elsewhere
 * @param raw the whole object as it was read: fields that this record does not know are kept
 */
public record Descriptor(
    String mediaType, Digest digest, long size, @Nullable Platform platform, Obj raw) {
  /** 1 PiB: sums of sizes stay within 64 bits. */
  private static final long MOST = 1L << 50;

  /** A descriptor of our own making. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    Obj raw =
        new Obj().put("mediaType", mediaType).put("digest", digest.toString()).put("size", size);
    return new Descriptor(mediaType, digest, size, null, raw);
  }

  /** Of bytes. */
  public static Descriptor of(String mediaType, byte[] bytes) {
    return of(mediaType, Digest.of(bytes), bytes.length);
  }

  /**
   * Reads a descriptor.
   *
   * @throws ImageException naming the field that is missing or of another type
   */
  public static Descriptor read(JsonValue value) {
    if (!(value instanceof Obj raw)) {
      throw new ImageException("a descriptor is a JSON object, but there is " + value);
    }
    long size = Members.number(raw, "size");
    if (size < 0 || size > MOST) {
      throw new ImageException("descriptor: size " + size + " is not one that a blob can have");
    }
    Digest digest = Digest.parse(Members.text(raw, "digest"));
    return new Descriptor(
        Members.text(raw, "mediaType"), digest, size, platform(raw.members().get("platform")), raw);
  }

  private static @Nullable Platform platform(@Nullable JsonValue value) {
    if (!(value instanceof Obj platform)) {
      return null;
    }
    @Nullable String os = Members.textOrNull(platform, "os");
    @Nullable String architecture = Members.textOrNull(platform, "architecture");
    @Nullable String variant = Members.textOrNull(platform, "variant");
    return os == null || architecture == null
        ? null
        : new Platform(os, architecture, variant == null || variant.isEmpty() ? null : variant);
  }
}
