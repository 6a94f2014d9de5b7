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
   * @throws ImageException when it is none, or may be taken for a manifest as well (CVE-2021-41190)
   */
  public static Index read(byte[] utf8) {
    Obj raw = Manifest.object("index", utf8);
    @Nullable String type = Members.textOrNull(raw, "mediaType");
    boolean isManifest = raw.members().containsKey("config") || raw.members().containsKey("layers");
    if (isManifest || (type != null && !MediaTypes.isIndex(type))) {
      throw new ImageException(
          "index: its members or its mediaType " + type + " are not those of an index of images");
    }
    List<Descriptor> manifests = Manifest.descriptors("index", raw, "manifests");
    return new Index(type == null ? MediaTypes.INDEX : type, manifests, raw);
  }

  /**
   * The manifest for a platform, as containerd chooses it: of those that it can run the best
   * ({@link Platform#rank}), of equals the first, else the first that does not say what it is for.
   * Attestations, whose platform is unknown, are never chosen.
   */
  public @Nullable Descriptor choose(Platform platform) {
    @Nullable Descriptor best = null;
    int least = Integer.MAX_VALUE;
    for (Descriptor manifest : manifests) {
      int rank = rank(platform, manifest);
      if (rank >= 0 && rank < least) {
        least = rank;
        best = manifest;
      }
    }
    return best;
  }

  private static int rank(Platform platform, Descriptor manifest) {
    @Nullable Platform offered = manifest.platform();
    if (offered != null) {
      return platform.rank(offered);
    }
    String type = manifest.mediaType();
    boolean isImage = MediaTypes.isManifest(type) || MediaTypes.isIndex(type);
    boolean isArtifact = manifest.raw().members().containsKey("artifactType");
    return isImage && !isArtifact ? Integer.MAX_VALUE - 1 : -1;
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
