package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Str;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Manifests that say something about an image and are none (BuildKit, "Image attestation storage").
 */
final class Attestations {
  private static final String SUBJECT = "vnd.docker.reference.digest";

  private Attestations() {}

  /** Whether an entry of an index is about the image of this digest. */
  static boolean isFor(Descriptor entry, Digest image) {
    @Nullable JsonValue annotations = entry.raw().get("annotations");
    return annotations != null
        && annotations.get(SUBJECT) instanceof Str(String digest)
        && digest.equals(image.toString());
  }

  /** All blobs of a manifest of whatever kind: its config and its layers. */
  static List<Descriptor> blobs(byte[] manifest) {
    JsonValue json = JsonParser.parse(manifest);
    List<Descriptor> blobs = new ArrayList<>();
    @Nullable JsonValue config = json.get("config");
    if (config != null) {
      blobs.add(Descriptor.read(config));
    }
    if (json.get("layers") instanceof JsonValue.Arr(List<JsonValue> layers)) {
      layers.forEach(layer -> blobs.add(Descriptor.read(layer)));
    }
    return blobs;
  }
}
