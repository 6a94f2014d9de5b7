package dev.jaula.image;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one image (image-spec, manifest.md; Docker's schema 2 has the same shape).
 *
 * @param mediaType OCI's or Docker's
 * @param config the image's configuration
 * @param layers the lowest first
 * @param raw the whole object as it was read
 */
public record Manifest(String mediaType, Descriptor config, List<Descriptor> layers, Obj raw) {
  /** More layers than any file system can stack. */
  private static final int MOST_LAYERS = 500;

  /**
   * Reads a manifest.
   *
   * @throws ImageException when it is none, has parts that cannot be, or may be taken for an index
   *     as well (CVE-2021-41190)
   */
  public static Manifest read(byte[] utf8) {
    Obj raw = object("manifest", utf8);
    if (Members.number(raw, "schemaVersion") != 2) {
      throw new ImageException(
          "manifest: only schemaVersion 2 is read here; the image must be pushed again by a client of this decade");
    }
    @Nullable String type = Members.textOrNull(raw, "mediaType");
    if (raw.members().containsKey("manifests") || (type != null && !MediaTypes.isManifest(type))) {
      throw new ImageException(
          "manifest: its members or its mediaType " + type + " are not those of one image");
    }
    @Nullable JsonValue config = raw.members().get("config");
    if (config == null) {
      throw new ImageException("manifest: \"config\" is missing: this is no image");
    }
    List<Descriptor> layers = descriptors("manifest", raw, "layers");
    if (layers.size() > MOST_LAYERS) {
      throw new ImageException(
          "manifest: " + layers.size() + " layers; an image has at most " + MOST_LAYERS);
    }
    return new Manifest(
        type == null ? MediaTypes.MANIFEST : type, Descriptor.read(config), layers, raw);
  }

  static Obj object(String what, byte[] utf8) {
    try {
      if (JsonParser.parse(utf8) instanceof Obj object) {
        return object;
      }
    } catch (JsonException e) {
      throw new ImageException(what + ": " + e.getMessage(), e);
    }
    throw new ImageException(what + ": it is no JSON object");
  }

  static List<Descriptor> descriptors(String what, Obj raw, String name) {
    @Nullable JsonValue value = raw.members().get(name);
    if (value instanceof JsonValue.Null) {
      return List.of(); // as Go writes a list that was never made
    }
    if (!(value instanceof Arr array)) {
      throw new ImageException(what + ": \"" + name + "\" is missing, or no array");
    }
    List<Descriptor> all = new ArrayList<>(array.items().size());
    for (JsonValue item : array.items()) {
      all.add(Descriptor.read(item));
    }
    return all;
  }

  /**
   * Whether a configuration is of this image: both must have as many layers.
   *
   * @throws ImageException when they have not
   */
  public void check(ImageConfig image) {
    if (image.diffIds().size() != layers.size()) {
      throw new ImageException(
          "manifest: "
              + layers.size()
              + " layers, but the image config has "
              + image.diffIds().size()
              + " diff_ids; the image was made wrong");
    }
  }

  /** A manifest of our own making, in OCI's form. */
  public static Manifest of(Descriptor config, List<Descriptor> layers) {
    Obj raw = new Obj().put("schemaVersion", 2).put("mediaType", MediaTypes.MANIFEST);
    raw.put("config", config.raw());
    Arr array = new Arr();
    for (Descriptor layer : layers) {
      array.add(layer.raw());
    }
    return new Manifest(MediaTypes.MANIFEST, config, List.copyOf(layers), raw.put("layers", array));
  }

  /** As it is kept and sent. */
  public byte[] bytes() {
    return JsonWriter.write(raw).getBytes(StandardCharsets.UTF_8);
  }
}
