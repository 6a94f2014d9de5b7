package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What refers to a manifest (distribution-spec, "Listing Referrers"). */
final class Referrers {
  private final Place place;
  private final Manifests manifests;

  Referrers(Place place, Manifests manifests) {
    this.place = place;
    this.manifests = manifests;
  }

  /** The tag that stands for the list where the API is not known ("Referrers Tag Schema"). */
  static String tag(Digest subject) {
    String tag = subject.algorithm() + "-" + subject.hex();
    return tag.substring(0, Math.min(tag.length(), 128));
  }

  List<Descriptor> of(Remote remote, Digest subject, @Nullable String artifactType) {
    List<Descriptor> found = new ArrayList<>();
    for (Descriptor descriptor : descriptors(remote, subject, artifactType)) {
      if (artifactType == null || artifactType.equals(type(descriptor))) {
        found.add(descriptor);
      }
    }
    return found;
  }

  private Descriptor descriptor(Digest subject, JsonValue item) {
    try {
      return Descriptor.read(item);
    } catch (ImageException e) {
      throw new RegistryException(
          "referrers of " + place.manifest(subject + "") + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable String type(Descriptor descriptor) {
    return descriptor.raw().get("artifactType") instanceof JsonValue.Str(String type) ? type : null;
  }

  private List<Descriptor> descriptors(
      Remote remote, Digest subject, @Nullable String artifactType) {
    URI uri = remote.uri("/referrers/" + subject);
    if (artifactType != null) {
      String encoded = URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
      uri = Queries.add(uri, "artifactType=" + encoded);
    }
    try {
      String name = "referrers of " + place.manifest(subject + "");
      return all(subject, new Listing(place, remote).read(uri, name, "manifests"));
    } catch (RegistryException e) {
      // Before 1.1 there was no such address; what a registry says to it varies.
      if (e.status() != 404 && e.status() != 400 && e.status() != 405) {
        throw e;
      }
      return tagged(remote, subject);
    }
  }

  private List<Descriptor> all(Digest subject, List<JsonValue> items) {
    List<Descriptor> all = new ArrayList<>();
    items.forEach(item -> all.add(descriptor(subject, item)));
    return all;
  }

  /** What the tag lists; nothing when there is no such tag. */
  List<Descriptor> tagged(Remote remote, Digest subject) {
    try {
      Fetched index = manifests.fetch(remote, tag(subject));
      @Nullable JsonValue items = JsonParser.parse(index.bytes()).get("manifests");
      return items == null ? List.of() : all(subject, items.array());
    } catch (RegistryException e) {
      if (!e.missing()) {
        throw e;
      }
      return List.of();
    } catch (JsonException e) {
      throw new RegistryException(place.manifest(tag(subject)) + " is no index", e);
    }
  }
}
