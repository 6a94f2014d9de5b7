package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an image of a configuration and layers that are in the store, ready for runs. */
final class ImageMaker {
  private final Call call;
  private final Stores stores;

  ImageMaker(Call call, Stores stores) {
    this.call = call;
    this.stores = stores;
  }

  /** Under a name, or without one. */
  Image make(ImageConfig config, List<Descriptor> layers, @Nullable Reference name)
      throws IOException {
    Descriptor kept = stores.content().put(MediaTypes.CONFIG, config.bytes());
    Manifest parts = Manifest.of(kept, layers);
    Descriptor manifest = stores.content().put(MediaTypes.MANIFEST, parts.bytes());
    Image image = new Image(manifest, manifest, parts, config);
    new Readiness(call, stores).make(image, name);
    if (name == null) {
      stores.images().keep(manifest);
    } else {
      stores.images().tag(name, manifest);
    }
    return image;
  }
}
