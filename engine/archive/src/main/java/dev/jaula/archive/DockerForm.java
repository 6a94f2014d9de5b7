package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Archives with a {@code manifest.json}, as {@code docker save} and {@code podman save} write them
 * (moby, image/tarexport): for each image the file of its config, its names, the files of its
 * layers.
 */
final class DockerForm {
  private final Contents contents;

  DockerForm(Contents contents) {
    this.contents = contents;
  }

  /**
   * An image as the table names it.
   *
   * @param config the path of its config
   * @param names as people write them
   * @param layers paths, the lowest first
   */
  record Item(String config, List<String> names, List<String> layers) {}

  /** Reads {@code manifest.json}. */
  static List<Item> items(byte[] table) {
    try {
      List<Item> items = new ArrayList<>();
      for (JsonValue item : JsonParser.parse(table).array()) {
        JsonValue config = item.object().get("Config");
        if (config == null) {
          throw new JsonException("\"Config\" is missing");
        }
        items.add(new Item(config.string(), strings(item, "RepoTags"), strings(item, "Layers")));
      }
      return items;
    } catch (JsonException e) {
      throw new ImageException("the archive's manifest.json: " + e.getMessage(), e);
    }
  }

  private static List<String> strings(JsonValue item, String name) {
    JsonValue value = item.get(name);
    List<String> strings = new ArrayList<>();
    if (value != null && !(value instanceof JsonValue.Null)) {
      value.array().forEach(one -> strings.add(one.string()));
    }
    return strings;
  }

  List<Found> images(byte[] table) throws IOException {
    List<Found> images = new ArrayList<>();
    for (Item item : items(table)) {
      images.add(image(item));
    }
    return images;
  }

  private Found image(Item item) throws IOException {
    byte[] bytes = config(item.config());
    ImageConfig config = ImageConfig.read(bytes);
    if (config.diffIds().size() != item.layers().size()) {
      throw new ImageException(
          "the archive's manifest.json has "
              + item.layers().size()
              + " layers for "
              + item.config()
              + ", which has "
              + config.diffIds().size()
              + ": it is damaged");
    }
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < item.layers().size(); i++) {
      layers.add(new LayerFile(contents, item.layers().get(i)).keep(config.diffIds().get(i)));
    }
    Manifest manifest = Manifest.of(contents.keep(item.config(), MediaTypes.CONFIG), layers);
    Descriptor target = contents.store().put(MediaTypes.MANIFEST, manifest.bytes());
    Found found = new Found(target, manifest.config().digest());
    item.names().forEach(name -> found.names().add(Reference.parse(name)));
    return found;
  }

  private byte[] config(String path) throws IOException {
    Descriptor descriptor = contents.descriptor(path);
    @Nullable String hex = named(path);
    if (hex != null && !hex.equals(descriptor.digest().hex())) {
      throw new ImageException(
          "the archive's " + path + " has the digest " + descriptor.digest() + ": it was changed");
    }
    if (descriptor.size() > ContentStore.MOST_METADATA) {
      throw new ImageException(
          "the archive's " + path + " has " + descriptor.size() + " bytes, which no config has");
    }
    try (InputStream in = contents.open(path)) {
      return in.readAllBytes();
    }
  }

  /** The digest that a config is named by; null when it is not. */
  private static @Nullable String named(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String hex = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    try {
      return new Digest("sha256", hex).hex();
    } catch (ImageException e) {
      return null;
    }
  }
}
