package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula image inspect}: Docker's JSON (API, "ImageInspect"), or a template over it. */
final class InspectVerb {
  private final Call call;
  private final Stores stores;

  private InspectVerb(Call call) throws IOException {
    this.call = call;
    this.stores = Stores.open(call);
  }

  static int run(Call call, Arguments arguments) throws IOException {
    return new InspectVerb(call).all(arguments);
  }

  private int all(Arguments arguments) throws IOException {
    int code = 0;
    List<Obj> found = new ArrayList<>();
    for (String typed : arguments.operands()) {
      try {
        found.add(inspect(new Catalog(stores).find(typed).image()));
      } catch (ImageException e) {
        call.note(String.valueOf(e.getMessage()));
        code = Main.REFUSED;
      }
    }
    Output.inspected(call, arguments, found);
    return code;
  }

  private Obj inspect(Image image) throws IOException {
    ImageConfig config = image.config();
    Obj all = new Obj().put("Id", image.id());
    names(image, all);
    all.put("Parent", "").put("Comment", comment(config)).put("Created", config.created());
    all.put("DockerVersion", "").put("Author", text(config.raw(), "author"));
    all.put("Config", config.process()).put("Architecture", config.platform().architecture());
    if (config.platform().variant() != null) {
      all.put("Variant", config.platform().variant());
    }
    all.put("Os", config.platform().os()).put("Size", image.size());
    all.put("GraphDriver", graph(image)).put("RootFS", layers(config));
    return all.put("Metadata", new Obj().put("LastTagTime", "0001-01-01T00:00:00Z"));
  }

  private void names(Image image, Obj all) throws IOException {
    Arr tags = new Arr();
    Arr digests = new Arr();
    for (Named named : stores.images().list()) {
      if (named.name() == null || !named.target().digest().equals(image.target().digest())) {
        continue;
      }
      Reference name = Reference.parse(named.name());
      if (name.tag() != null) {
        tags.add(name.familiarName() + ":" + name.tag());
      }
      Str digest = new Str(name.familiarName() + "@" + named.target().digest());
      if (!digests.items().contains(digest)) {
        digests.add(digest);
      }
    }
    all.put("RepoTags", tags).put("RepoDigests", digests);
  }

  private static String comment(ImageConfig config) {
    return config.history().isEmpty() ? "" : text(config.history().getLast(), "comment");
  }

  private static String text(Obj object, String name) {
    return object.members().get(name) instanceof Str text ? text.value() : "";
  }

  /** The directories of an image that is unpacked, the uppermost apart, as Docker's overlay2. */
  private Obj graph(Image image) {
    Obj data = new Obj();
    List<String> lower = new ArrayList<>();
    for (Digest diffId : image.config().diffIds()) {
      lower.addFirst(stores.root().resolve("layers/sha256").resolve(diffId.hex()).toString());
    }
    if (!lower.isEmpty()) {
      data.put("UpperDir", lower.removeFirst());
      if (!lower.isEmpty()) {
        data.put("LowerDir", String.join(":", lower));
      }
    }
    return new Obj().put("Data", data).put("Name", "overlay2");
  }

  private static Obj layers(ImageConfig config) {
    Arr layers = new Arr();
    config.diffIds().forEach(diffId -> layers.add(diffId.toString()));
    return new Obj().put("Type", "layers").put("Layers", layers);
  }
}
