package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An image of a test, whose layers are no archives: random bytes that are their own diffID. */
final class TestImage {
  final List<byte[]> layers = new ArrayList<>();
  final List<Descriptor> descriptors = new ArrayList<>();
  final byte[] config;
  final Manifest manifest;

  TestImage(String architecture, int... sizes) {
    Arr diffIds = new Arr();
    for (int size : sizes) {
      byte[] layer = new byte[size];
      new Random(size + architecture.hashCode()).nextBytes(layer);
      layers.add(layer);
      descriptors.add(Descriptor.of(MediaTypes.LAYER, layer));
      diffIds.add(Digest.of(layer).toString());
    }
    Obj rootfs = new Obj().put("type", "layers").put("diff_ids", diffIds);
    Obj json = new Obj().put("os", "linux").put("architecture", architecture);
    config = bytes(json.put("rootfs", rootfs));
    manifest = Manifest.of(Descriptor.of(MediaTypes.CONFIG, config), descriptors);
  }

  static byte[] bytes(Obj json) {
    return JsonWriter.write(json).getBytes(StandardCharsets.UTF_8);
  }

  Descriptor descriptor() {
    return Descriptor.of(MediaTypes.MANIFEST, manifest.bytes());
  }

  void serve(Loopback server, String tag) {
    layers.forEach(server::blob);
    server.blob(config);
    server.manifest(tag, new String(manifest.bytes(), StandardCharsets.UTF_8));
  }

  /** An index of images for these platforms, served under a tag. */
  static byte[] index(Loopback server, String tag, List<String> platforms, TestImage... images) {
    Arr manifests = new Arr();
    for (int i = 0; i < images.length; i++) {
      images[i].serve(server, "image-" + i);
      Obj entry = new Obj();
      images[i].descriptor().raw().members().forEach(entry::put);
      Obj platform = new Obj().put("os", "linux").put("architecture", platforms.get(i));
      manifests.add(entry.put("platform", platform));
    }
    Obj index = new Obj().put("schemaVersion", 2).put("mediaType", MediaTypes.INDEX);
    byte[] bytes = bytes(index.put("manifests", manifests));
    Digest digest = server.manifest(tag, new String(bytes, StandardCharsets.UTF_8));
    server.types.put(tag, MediaTypes.INDEX);
    server.types.put(digest.toString(), MediaTypes.INDEX);
    return bytes;
  }
}
