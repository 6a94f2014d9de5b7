package dev.jaula.archive;

import dev.jaula.image.Descriptor;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of contents of an archive that is written. */
record Tables(List<Part> parts) {
  static final byte[] LAYOUT = utf8("{\"imageLayoutVersion\":\"1.0.0\"}");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] utf8(JsonValue value) {
    return utf8(JsonWriter.write(value));
  }

  /** {@code index.json}: an entry for each name, by the annotations that each reader looks for. */
  byte[] index() {
    Arr manifests = new Arr();
    for (Part part : parts) {
      if (part.names().isEmpty()) {
        manifests.add(entry(part));
      }
      for (Reference name : part.names()) {
        Obj names = new Obj().put(OciForm.FULL_NAME, name.toString());
        manifests.add(entry(part).put("annotations", names.put(OciForm.NAME, name.toString())));
      }
    }
    Obj index = new Obj().put("schemaVersion", 2).put("mediaType", MediaTypes.INDEX);
    return utf8(index.put("manifests", manifests));
  }

  private static Obj entry(Part part) {
    Descriptor target = part.target();
    return new Obj()
        .put("mediaType", target.mediaType())
        .put("digest", target.digest().toString())
        .put("size", target.size());
  }

  /** {@code manifest.json}. */
  byte[] manifests() {
    Arr items = new Arr();
    for (Part part : parts) {
      Arr layers = new Arr();
      part.manifest().layers().forEach(layer -> layers.add(Saver.path(layer.digest())));
      Arr names = new Arr();
      part.names().stream().filter(name -> name.tag() != null).forEach(n -> names.add(tagged(n)));
      items.add(
          new Obj()
              .put("Config", Saver.path(part.manifest().config().digest()))
              .put("RepoTags", names.items().isEmpty() ? new JsonValue.Null() : names)
              .put("Layers", layers));
    }
    return utf8(items);
  }

  private static String tagged(Reference name) {
    return name.familiarName() + ":" + name.tag();
  }

  /** {@code repositories}, the table that Docker before 1.10 read. */
  byte[] repositories() {
    Map<String, JsonValue> repositories = new TreeMap<>();
    for (Part part : parts) {
      List<Descriptor> layers = part.manifest().layers();
      for (Reference name : part.names()) {
        if (name.tag() != null && !layers.isEmpty()) {
          Obj tags = (Obj) repositories.computeIfAbsent(name.familiarName(), n -> new Obj());
          tags.put(name.tag(), layers.getLast().digest().hex());
        }
      }
    }
    return utf8(new Obj(repositories));
  }
}
