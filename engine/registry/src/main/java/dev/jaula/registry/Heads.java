package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Whether something is there, without fetching it (distribution-spec, "Checking if content
 * exists").
 */
final class Heads {
  private final Place place;
  private final Manifests manifests;

  Heads(Place place, Manifests manifests) {
    this.place = place;
    this.manifests = manifests;
  }

  @Nullable Descriptor manifest(Remote remote, String reference) {
    try (Answer answer =
        remote.retried(Manifests.call("HEAD", remote, reference), remote.toPull())) {
      if (answer.status() == 404) {
        return null;
      }
      if (answer.status() != 200) {
        throw Refusal.of(place, place.manifest(reference), false, answer);
      }
      @Nullable Digest digest = Manifests.said(answer);
      @Nullable String type = answer.header("Content-Type");
      boolean known = type != null && (MediaTypes.isIndex(type) || MediaTypes.isManifest(type));
      if (digest != null && type != null && known && answer.length() >= 0) {
        return Descriptor.of(type, digest, answer.length());
      }
    }
    return manifests.fetch(remote, reference).descriptor();
  }

  boolean blob(Remote remote, Digest digest) {
    Call call = Call.of("HEAD", remote.uri("/blobs/" + digest));
    try (Answer answer = remote.retried(call, remote.toPush())) {
      if (answer.status() == 404) {
        return false;
      }
      if (answer.status() != 200) {
        throw Refusal.of(place, place.blob(digest), true, answer);
      }
      return true;
    }
  }
}
