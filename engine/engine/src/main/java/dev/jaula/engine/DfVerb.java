package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Usage;
import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code jaula df}: what images, unpacked layers and kept containers take on the disk. */
final class DfVerb {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Type", "TYPE",
          "TotalCount", "TOTAL",
          "Active", "ACTIVE",
          "Size", "SIZE",
          "Reclaimable", "RECLAIMABLE");

  private DfVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    Stores stores = Stores.open(call);
    List<Obj> rows = List.of(images(stores), layers(stores), containers(stores));
    Output.list(
        call,
        arguments,
        "table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}",
        HEADERS,
        rows);
    return 0;
  }

  private static Obj images(Stores stores) throws IOException {
    Set<String> active = stores.records().active();
    Usage usage =
        Usage.of(stores.content(), stores.images(), named -> isActive(stores, active, named));
    return row("Images", usage.images(), usage.active(), usage.size(), usage.reclaimable());
  }

  private static boolean isActive(Stores stores, Set<String> active, Named named) {
    try {
      return active.contains(new Catalog(stores).load(named.target()).id());
    } catch (IOException | ImageException e) {
      return false;
    }
  }

  private static Obj layers(Stores stores) throws IOException {
    Set<String> used = new Garbage(stores).usedLayers();
    long size = 0;
    long reclaimable = 0;
    int active = 0;
    List<Digest> layers = stores.layers().list();
    for (Digest layer : layers) {
      long one = DiskUse.of(stores.layers().directory(layer));
      boolean needed = used.contains(layer.hex());
      size += one;
      reclaimable += needed ? 0 : one;
      active += needed ? 1 : 0;
    }
    return row("Layers", layers.size(), active, size, reclaimable);
  }

  private static Obj containers(Stores stores) throws IOException {
    List<Path> kept = stores.containers();
    long size = 0;
    for (Path container : kept) {
      size += DiskUse.of(container.resolve("upper"));
    }
    return row("Containers", kept.size(), kept.size(), size, 0);
  }

  private static Obj row(String type, int total, int active, long size, long reclaimable) {
    String share = size == 0 ? "" : " (" + reclaimable * 100 / size + "%)";
    Obj row = new Obj().put("Active", String.valueOf(active));
    row.put("Reclaimable", Words.size(reclaimable) + share).put("Size", Words.size(size));
    return row.put("TotalCount", String.valueOf(total)).put("Type", type);
  }
}
