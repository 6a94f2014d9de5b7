package dev.jaula.image;

import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Images for tests. */
record Made(Descriptor target, Descriptor config, List<Descriptor> layers) {

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An image in the store, without a name; each text is a layer. */
  static Made put(ContentStore store, String... layers) throws IOException {
    ImageConfig config =
        ImageConfig.empty(new Platform("linux", "amd64", null), "2026-01-01T00:00:00Z");
    List<Descriptor> kept = new ArrayList<>();
    for (String layer : layers) {
      kept.add(store.put(MediaTypes.LAYER, utf8(layer)));
      Obj step = new Obj().put("created_by", layer);
      config = config.with(kept.getLast().digest(), step, config.process(), config.created());
    }
    Descriptor about = store.put(MediaTypes.CONFIG, config.bytes());
    Manifest manifest = Manifest.of(about, kept);
    return new Made(store.put(MediaTypes.MANIFEST, manifest.bytes()), about, kept);
  }

  /** An index of images, each with a platform, as {@code linux/amd64}. */
  static Descriptor index(ContentStore store, Object... imagesAndPlatforms) throws IOException {
    Arr manifests = new Arr();
    for (int i = 0; i < imagesAndPlatforms.length; i += 2) {
      Platform platform = Platform.parse((String) imagesAndPlatforms[i + 1]);
      Obj entry = new Obj();
      ((Descriptor) imagesAndPlatforms[i]).raw().members().forEach(entry::put);
      manifests.add(
          entry.put(
              "platform",
              new Obj().put("os", platform.os()).put("architecture", platform.architecture())));
    }
    Obj index = new Obj().put("schemaVersion", 2).put("mediaType", MediaTypes.INDEX);
    return store.put(MediaTypes.INDEX, utf8(JsonWriter.write(index.put("manifests", manifests))));
  }

  /** The lines of a check that changes nothing. */
  static List<String> problems(Path root) throws IOException {
    ContentStore store = FailingDisk.quick(root);
    List<String> lines = new ArrayList<>();
    new Fsck(store, new Images(store), finding -> lines.add(finding.line())).check();
    return lines;
  }
}
