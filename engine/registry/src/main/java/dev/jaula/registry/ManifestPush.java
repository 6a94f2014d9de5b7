package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.MediaTypes;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends manifests (distribution-spec, end-7), and keeps the referrers' tag where that is needed.
 */
final class ManifestPush {
  private final Place place;
  private final Remote remote;
  private final Manifests manifests;

  ManifestPush(Place place, Remote remote, Manifests manifests) {
    this.place = place;
    this.remote = remote;
    this.manifests = manifests;
  }

  Descriptor push(String reference, String mediaType, byte[] bytes) {
    Descriptor descriptor = Descriptor.of(mediaType, bytes);
    boolean listed = put(reference, descriptor, bytes);
    @Nullable Digest subject = subject(bytes);
    if (subject != null && !listed) {
      list(subject, descriptor, bytes);
    }
    return descriptor;
  }

  /** Returns whether the registry says that it keeps the list of referrers by itself. */
  private boolean put(String reference, Descriptor descriptor, byte[] bytes) {
    Call call =
        Call.of("PUT", remote.uri("/manifests/" + reference))
            .with("Content-Type", descriptor.mediaType())
            .with(Payload.of(bytes));
    try (Answer answer = remote.retried(call, remote.toPush())) {
      if (answer.status() != 201) {
        throw Refusal.of(place, place.manifest(reference), true, answer);
      }
      @Nullable Digest said = Manifests.said(answer);
      if (said != null
          && said.algorithm().equals(descriptor.digest().algorithm())
          && !said.equals(descriptor.digest())) {
        throw new RegistryException(
            place.manifest(reference)
                + ": the registry says that it keeps "
                + said
                + ", sent was "
                + descriptor.digest()
                + "; it or a proxy before it has changed the manifest");
      }
      return answer.header("OCI-Subject") != null;
    }
  }

  private @Nullable Digest subject(byte[] bytes) {
    try {
      @Nullable JsonValue subject = JsonParser.parse(bytes).get("subject");
      return subject instanceof Obj ? Descriptor.read(subject).digest() : null;
    } catch (JsonException | ImageException e) {
      throw new RegistryException("a manifest for " + place.familiar() + ": " + e.getMessage(), e);
    }
  }

  /** Adds to the index that stands for the list ("Pushing Manifests with Subject"). */
  private void list(Digest subject, Descriptor descriptor, byte[] bytes) {
    String tag = Referrers.tag(subject);
    Arr items = new Arr();
    for (Descriptor known : new Referrers(place, manifests).tagged(remote, subject)) {
      if (known.digest().equals(descriptor.digest())) {
        return;
      }
      items.add(known.raw());
    }
    items.add(entry(descriptor, JsonParser.parse(bytes)));
    Obj index =
        new Obj()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.INDEX)
            .put("manifests", items);
    byte[] json = JsonWriter.write(index).getBytes(StandardCharsets.UTF_8);
    put(tag, Descriptor.of(MediaTypes.INDEX, json), json);
  }

  private static Obj entry(Descriptor descriptor, JsonValue manifest) {
    Obj entry = new Obj();
    descriptor.raw().members().forEach(entry::put);
    @Nullable JsonValue type = manifest.get("artifactType");
    @Nullable JsonValue config = manifest.get("config");
    if (type == null && config != null) {
      type = config.get("mediaType");
    }
    if (type != null) {
      entry.put("artifactType", type);
    }
    @Nullable JsonValue annotations = manifest.get("annotations");
    return annotations == null ? entry : entry.put("annotations", annotations);
  }
}
