package dev.jaula.engine;

import dev.jaula.handover.RunRecord;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Reference;
import dev.jaula.layer.Layers;
import dev.jaula.layer.NeedsLowersException;
import dev.jaula.layer.UnpackOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an image ready for runs: its layers unpacked, its record written. */
final class Readiness {
  /** An overlay has no more (kernel: fs/overlayfs, OVL_MAX_STACK). */
  private static final int MOST_LAYERS = 500;

  private final Call call;
  private final Stores stores;

  Readiness(Call call, Stores stores) {
    this.call = call;
    this.stores = stores;
  }

  /**
   * Unpacks what is not unpacked, from the bottom up, since a layer may leave out what those below
   * it have.
   *
   * @return the record that the next run will read
   */
  RunRecord make(Image image, @Nullable Reference name) throws IOException {
    List<Digest> diffIds = image.config().diffIds();
    List<Descriptor> layers = image.parts().layers();
    if (diffIds.size() != layers.size() || layers.size() > MOST_LAYERS) {
      throw new ImageException(
          "the image has "
              + layers.size()
              + " layers and "
              + diffIds.size()
              + " diff IDs; it needs as many of one as of the other, at most "
              + MOST_LAYERS);
    }
    List<Path> lowers = new ArrayList<>();
    StringBuilder chain = new StringBuilder();
    for (int i = 0; i < layers.size(); i++) {
      chain.append(diffIds.get(i)).append(' ');
      lowers.addFirst(unpack(diffIds.get(i), layers.get(i), chain.toString(), lowers));
    }
    RunRecord record = record(image, lowers);
    stores.records().write(name, record);
    return record;
  }

  /**
   * Where the layer is. One that is whole by itself is shared by all images that have it; one that
   * takes after those below it is shared only by images in which the same ones are below it.
   */
  private Path unpack(Digest diffId, Descriptor layer, String chain, List<Path> lowers)
      throws IOException {
    if (!stores.layers().has(diffId)) {
      try {
        add(stores.layers(), diffId, layer, Unpacking.options().withoutLowers());
      } catch (NeedsLowersException e) {
        byte[] all = chain.getBytes(StandardCharsets.UTF_8);
        Layers own = stores.chain(Digest.of(all).hex());
        add(own, diffId, layer, Unpacking.options().withLowers(lowers));
        return own.directory(diffId);
      }
    }
    return stores.layers().directory(diffId);
  }

  private void add(Layers to, Digest diffId, Descriptor layer, UnpackOptions options)
      throws IOException {
    if (!to.has(diffId)) {
      Unpacking.tell(to.add(diffId, stores.content().open(layer.digest()), options), call::note);
    }
  }

  private RunRecord record(Image image, List<Path> lowers) throws IOException {
    ImageConfig config = image.config();
    List<String> layers = new ArrayList<>();
    for (Path lower : lowers) {
      layers.add(stores.root().relativize(lower).toString());
    }
    if (layers.isEmpty()) {
      layers.add(stores.root().relativize(emptyLayer()).toString());
    }
    return new RunRecord(
        image.id(),
        layers,
        users(image, lowers),
        config.list("Env"),
        config.list("Entrypoint"),
        config.list("Cmd"),
        config.text("User"),
        config.text("WorkingDir"),
        config.text("StopSignal"),
        config.set("Volumes"),
        config.labels());
  }

  /** What an image without layers is run from. */
  private Path emptyLayer() throws IOException {
    return Files.createDirectories(stores.root().resolve("layers/empty"));
  }

  /**
   * A copy of the files with users and groups, which a run looks into before there is an overlay.
   */
  private String users(Image image, List<Path> lowers) throws IOException {
    String place = "images/users/" + image.parts().config().digest().hex();
    Path etc = Files.createDirectories(stores.root().resolve(place).resolve("etc"));
    for (String file : new String[] {"passwd", "group"}) {
      byte @Nullable [] text = LayerFiles.read(lowers, "etc", file);
      if (text != null) {
        Files.write(etc.resolve(file), text);
      }
    }
    return place;
  }
}
