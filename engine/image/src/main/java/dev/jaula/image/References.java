package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What images need: from their descriptors through indexes and manifests to configurations and
 * layers. What is named but not here, as an index's other platforms, counts too; what a broken
 * manifest names cannot be known.
 */
public final class References {
  private final ContentStore store;
  private final Set<Digest> needed = new HashSet<>();
  private final Deque<Descriptor> open = new ArrayDeque<>();

  private References(ContentStore store) {
    this.store = store;
  }

  /** Of these images alone. */
  static Set<Digest> of(ContentStore store, Collection<Descriptor> images) throws IOException {
    References references = new References(store);
    references.follow(images);
    return references.needed;
  }

  /**
   * Of these images and of what refers to them: signatures and attestations, whose {@code subject}
   * is one of them (image-spec, manifest.md).
   */
  public static Set<Digest> withReferrers(ContentStore store, Collection<Descriptor> images)
      throws IOException {
    References references = new References(store);
    references.follow(images);
    references.followReferrers();
    return references.needed;
  }

  private void follow(Collection<Descriptor> images) throws IOException {
    open.addAll(images);
    while (!open.isEmpty()) {
      Descriptor next = open.pop();
      if (needed.add(next.digest()) && store.has(next.digest())) {
        open.addAll(parts(next));
      }
    }
  }

  private List<Descriptor> parts(Descriptor descriptor) throws IOException {
    String type = descriptor.mediaType();
    try {
      if (MediaTypes.isIndex(type)) {
        return Index.read(store.read(descriptor.digest())).manifests();
      }
      if (MediaTypes.isManifest(type)) {
        Manifest manifest = Manifest.read(store.read(descriptor.digest()));
        List<Descriptor> parts = new ArrayList<>(manifest.layers());
        parts.add(manifest.config());
        return parts;
      }
    } catch (ImageException e) {
      // fsck tells it
    }
    return List.of();
  }

  /** A referrer may have referrers itself, so until there are no more. */
  private void followReferrers() throws IOException {
    Map<Digest, List<Descriptor>> referrers = referrers();
    boolean more = !referrers.isEmpty();
    while (more) {
      more = false;
      for (Digest subject : List.copyOf(referrers.keySet())) {
        if (needed.contains(subject)) {
          more |= follows(referrers.remove(subject));
        }
      }
    }
  }

  private boolean follows(@Nullable List<Descriptor> found) throws IOException {
    if (found == null) {
      return false;
    }
    follow(found);
    return true;
  }

  /** The manifests that nothing needs so far, by their subjects. */
  private Map<Digest, List<Descriptor>> referrers() throws IOException {
    Map<Digest, List<Descriptor>> referrers = new HashMap<>();
    for (Digest digest : store.all()) {
      if (!needed.contains(digest) && store.size(digest) <= ContentStore.MOST_METADATA) {
        addReferrer(referrers, digest);
      }
    }
    return referrers;
  }

  private void addReferrer(Map<Digest, List<Descriptor>> referrers, Digest digest)
      throws IOException {
    try {
      byte[] bytes = store.read(digest);
      if (bytes.length == 0 || bytes[0] != '{') {
        return;
      }
      Obj raw = Manifest.object("manifest", bytes);
      @Nullable JsonValue subject = raw.members().get("subject");
      if (subject != null) {
        referrers
            .computeIfAbsent(Descriptor.read(subject).digest(), d -> new ArrayList<>())
            .add(Descriptor.of(type(raw), digest, bytes.length));
      }
    } catch (ImageException e) {
      // no manifest
    }
  }

  static String type(Obj raw) {
    return raw.members().containsKey("manifests") ? MediaTypes.INDEX : MediaTypes.MANIFEST;
  }
}
