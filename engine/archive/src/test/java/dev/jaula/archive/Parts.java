package dev.jaula.archive;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.layer.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an image, with layers of one small file each. */
record Parts(List<byte[]> layers, String text) {
  static Parts of(String... files) {
    List<byte[]> layers = new ArrayList<>();
    for (String file : files) {
      layers.add(new Tar().file(file, "content of " + file).bytes());
    }
    String diffs =
        String.join(",", layers.stream().map(layer -> "\"" + Digest.of(layer) + "\"").toList());
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"sh\"]},\"rootfs\":{"
            + "\"type\":\"layers\",\"diff_ids\":["
            + diffs
            + "]}}";
    return new Parts(layers, config);
  }

  byte[] config() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Digest id() {
    return Digest.of(config());
  }

  String hex(int layer) {
    return Digest.of(layers.get(layer)).hex();
  }

  static byte[] compressed(Compression how, byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = how.compress(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] manifest() {
    List<Descriptor> descriptors =
        layers.stream().map(layer -> Descriptor.of(MediaTypes.LAYER, layer)).toList();
    return Manifest.of(Descriptor.of(MediaTypes.CONFIG, config()), descriptors).bytes();
  }

  /** As skopeo and podman write it: layers named by their diff IDs. */
  Tar podman(String tag) {
    Tar tar = new Tar();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      tar.file(hex(i) + ".tar", layers.get(i));
      names.add(hex(i) + ".tar");
    }
    tar.file(id().hex() + ".json", config());
    return tar.file("manifest.json", table(id().hex() + ".json", tag, names));
  }

  static String table(String config, String tag, List<String> layers) {
    String tags = tag.isEmpty() ? "null" : "[\"" + tag + "\"]";
    return "[{\"Config\":\""
        + config
        + "\",\"RepoTags\":"
        + tags
        + ",\"Layers\":[\""
        + String.join("\",\"", layers)
        + "\"]}]";
  }

  Tar oci(String annotations) {
    Tar tar = new Tar().file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    layers.forEach(tar::blob);
    return tar.blob(config()).blob(manifest()).file("index.json", index(manifest(), annotations));
  }

  static String index(byte[] manifest, String annotations) {
    return "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\""
        + MediaTypes.MANIFEST
        + "\",\"digest\":\""
        + Digest.of(manifest)
        + "\",\"size\":"
        + manifest.length
        + ",\"annotations\":{"
        + annotations
        + "}}]}";
  }
}
