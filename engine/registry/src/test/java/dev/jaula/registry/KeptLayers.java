package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Unpacks by keeping the bytes, and checks that they are what they should be. */
final class KeptLayers implements LayerSink {
  final Map<String, byte[]> layers = new ConcurrentHashMap<>();

  @Override
  public boolean has(Digest diffId) {
    return layers.containsKey(diffId.toString());
  }

  @Override
  public void take(Descriptor layer, Digest diffId, InputStream blob) throws IOException {
    byte[] bytes = blob.readAllBytes();
    if (!Digest.of(bytes).equals(diffId)) {
      throw new ImageException("the layer's diffID is wrong");
    }
    layers.put(diffId.toString(), bytes);
  }
}
