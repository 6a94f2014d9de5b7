package dev.jaula.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an image has all its parts. */
final class ImageCheck {
  private static final int DEEPEST = 4;

  private final ContentStore store;
  private final Set<Digest> broken;
  private final Set<Digest> seen = new HashSet<>();
  private final List<Lame> lame = new ArrayList<>();

  /**
   * Of a store.
   *
   * @param broken blobs that are as good as missing
   */
  ImageCheck(ContentStore store, Set<Digest> broken) {
    this.store = store;
    this.broken = broken;
  }

  /** A platform that is not whole, of an image that has another one which is. */
  record Lame(String platform, Digest manifest, String problem) {}

  /** Of the image that was looked at last. */
  List<Lame> lame() {
    return lame;
  }

  /** The first thing that is wrong; null when nothing is, or only with some platforms. */
  @Nullable String problem(Descriptor target) throws IOException {
    return problem(target, 0);
  }

  private @Nullable String problem(Descriptor target, int depth) throws IOException {
    @Nullable String problem = part("the manifest", target);
    if (problem != null) {
      return problem;
    }
    try {
      if (MediaTypes.isIndex(target.mediaType())) {
        Index index = Index.read(store.read(target));
        return depth == DEEPEST ? "its indexes lead nowhere" : index(index, depth);
      }
      return MediaTypes.isManifest(target.mediaType()) ? manifest(target) : null;
    } catch (ImageException e) {
      return target.digest() + ": " + e.getMessage();
    }
  }

  /** Platforms that are not here were never pulled; but one must be. */
  private @Nullable String index(Index index, int depth) throws IOException {
    int good = 0;
    List<Lame> bad = new ArrayList<>();
    for (Descriptor child : index.manifests()) {
      if (isMissing(child.digest()) || !seen.add(child.digest())) {
        continue;
      }
      @Nullable String problem = problem(child, depth + 1);
      @Nullable Platform platform = child.platform();
      if (problem == null) {
        good += isAttestation(platform) ? 0 : 1;
      } else if (!isAttestation(platform)) {
        bad.add(new Lame(String.valueOf(platform), child.digest(), problem));
      }
    }
    if (good > 0) {
      lame.addAll(bad);
      return null;
    }
    return bad.isEmpty() ? "none of its images is here" : bad.getFirst().problem();
  }

  private static boolean isAttestation(@Nullable Platform platform) {
    return platform != null && platform.os().equals("unknown");
  }

  private @Nullable String manifest(Descriptor target) throws IOException {
    Manifest manifest = Manifest.read(store.read(target));
    @Nullable String problem = part("the config", manifest.config());
    if (problem != null) {
      return problem;
    }
    String type = manifest.config().mediaType();
    if (type.equals(MediaTypes.CONFIG) || type.equals(MediaTypes.DOCKER_CONFIG)) {
      manifest.check(ImageConfig.read(store.read(manifest.config())));
    }
    for (Descriptor layer : manifest.layers()) {
      @Nullable String lost = isForeign(layer) ? null : part("the layer", layer);
      if (lost != null) {
        return lost;
      }
    }
    return null;
  }

  /** Layers that are not to be passed on, and so are not kept. */
  private static boolean isForeign(Descriptor layer) {
    return layer.mediaType().contains(".nondistributable.")
        || layer.mediaType().contains(".foreign.");
  }

  private boolean isMissing(Digest digest) {
    return broken.contains(digest) || !store.has(digest);
  }

  private @Nullable String part(String what, Descriptor part) throws IOException {
    if (broken.contains(part.digest())) {
      return what + " " + part.digest() + " is broken";
    }
    long size = store.size(part.digest());
    if (size < 0) {
      return what + " " + part.digest() + " is missing";
    }
    return size == part.size()
        ? null
        : what + " " + part.digest() + " has " + size + " bytes instead of " + part.size();
  }
}
