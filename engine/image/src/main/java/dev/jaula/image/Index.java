package dev.jaula.image;

import dev.jaula.json.JsonValue.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests for several platforms (image-spec, image-index.md; Docker's manifest list).
 *
 * @param mediaType OCI's or Docker's
 * @param manifests in their order
 * @param raw the whole object as it was read
 */
public record Index(String mediaType, List<Descriptor> manifests, Obj raw) {
  /**
   * Reads an index.
   *
   * @throws ImageException when it is none
   */
  public static Index read(byte[] utf8) {
    Obj raw = Manifest.object("index", utf8);
    List<Descriptor> manifests = Manifest.descriptors("index", raw, "manifests");
    @Nullable String type = Members.textOrNull(raw, "mediaType");
    return new Index(type == null ? MediaTypes.INDEX : type, manifests, raw);
  }

  /**
   * The manifest for a platform: the first whose variant is the same, else the first that it can
   * run. Attestations, whose platform is unknown, are none.
   */
  public @Nullable Descriptor choose(Platform platform) {
    @Nullable Descriptor other = null;
    for (Descriptor manifest : manifests) {
      @Nullable Platform offered = manifest.platform();
      if (offered == null || !platform.accepts(offered)) {
        continue;
      }
      if (platform.equals(offered)) {
        return manifest;
      }
      other = other == null ? manifest : other;
    }
    return other;
  }

  /** The platforms that there are, for messages. */
  public String offers() {
    StringBuilder text = new StringBuilder();
    for (Descriptor manifest : manifests) {
      @Nullable Platform offered = manifest.platform();
      if (offered != null && !offered.os().equals("unknown")) {
        text.append(text.isEmpty() ? "" : ", ").append(offered);
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }
}
