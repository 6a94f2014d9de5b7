package dev.jaula.registry;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Index;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings an image from a registry into the store, its layers on the way to whoever unpacks them. In
 * the store children come before what names them, so that what is there is whole; the name is for
 * the caller to give at the end, who holds the store's lease from before until after.
 */
public final class Puller {
  /** An index of indexes of indexes is nobody's honest image. */
  private static final int DEPTH = 3;

  private final RegistryClient client;
  private final ContentStore store;
  private final LayerSink sink;
  private final Progress progress;

  /** Of one repository. */
  public Puller(RegistryClient client, ContentStore store, LayerSink sink, Progress progress) {
    this.client = client;
    this.store = store;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Pulls an image.
   *
   * @param name of the client's repository
   * @throws RegistryException when it is not there, or not for this platform
   */
  public Pulled pull(Reference name, PullOptions options) throws IOException {
    @Nullable Digest digest = name.digest();
    String reference = digest == null ? String.valueOf(name.tag()) : digest.toString();
    progress.line(reference + ": Pulling from " + name.repository());
    List<Fetched> way = resolve(name, reference, options);
    Fetched image = way.getLast();
    Manifest manifest = Manifest.read(image.bytes());
    ImageConfig config = config(name, manifest, options);
    try (LayerPulls pulls = new LayerPulls(client, store, sink, progress)) {
      pulls.run(manifest, config);
    }
    List<Descriptor> referrers = List.of();
    for (Fetched step : way.reversed()) {
      store.put(step.descriptor(), step.bytes());
    }
    if (options.referrers()) {
      referrers = referrers(way, image.descriptor());
    }
    progress.line("Digest: " + way.getFirst().descriptor().digest());
    return new Pulled(way.getFirst().descriptor(), image.descriptor(), manifest, config, referrers);
  }

  /** From the name to the manifest: that alone, or after the indexes that lead to it. */
  private List<Fetched> resolve(Reference name, String reference, PullOptions options)
      throws IOException {
    List<Fetched> way = new ArrayList<>();
    way.add(fetch(reference));
    while (MediaTypes.isIndex(way.getLast().descriptor().mediaType())) {
      Index index = Index.read(way.getLast().bytes());
      @Nullable Descriptor chosen = index.choose(options.platform());
      if (chosen == null || way.size() > DEPTH) {
        throw new RegistryException(
            name.familiar()
                + ": no matching manifest for "
                + options.platform()
                + " in the manifest list entries; there are: "
                + Refusal.safe(index.offers()));
      }
      way.add(fetch(chosen.digest().toString()));
    }
    return way;
  }

  /** What is named by its digest and here already is not asked for again. */
  private Fetched fetch(String reference) throws IOException {
    if (reference.indexOf(':') >= 0) {
      Digest digest = Digest.parse(reference);
      if (store.has(digest)) {
        return client.parsed(reference, store.read(digest));
      }
    }
    return client.manifest(reference);
  }

  private ImageConfig config(Reference name, Manifest manifest, PullOptions options)
      throws IOException {
    Descriptor descriptor = manifest.config();
    String type = descriptor.mediaType();
    if (!type.equals(MediaTypes.CONFIG) && !type.equals(MediaTypes.DOCKER_CONFIG)) {
      throw new RegistryException(
          name.familiar()
              + ": unsupported media type "
              + Refusal.safe(type)
              + ": this is an artifact, no image that can be run");
    }
    ImageConfig config = ImageConfig.read(metadata(descriptor));
    manifest.check(config);
    check(name, config.platform(), options);
    return config;
  }

  private void check(Reference name, Platform platform, PullOptions options) {
    if (options.platform().accepts(platform)) {
      return;
    }
    String both = " (" + platform + ") does not match the ";
    if (options.exact()) {
      throw new RegistryException(
          name.familiar()
              + ": image's platform"
              + both
              + "specified platform ("
              + options.platform()
              + ")");
    }
    progress.line(
        "WARNING: "
            + name.familiar()
            + ": the image's platform"
            + both
            + "host's ("
            + options.platform()
            + ")");
  }

  /** A small blob, which is in the store afterwards. */
  private byte[] metadata(Descriptor descriptor) throws IOException {
    if (descriptor.size() > ContentStore.MOST_METADATA) {
      throw new RegistryException(
          client.name() + ": the config has " + descriptor.size() + " bytes, which no config has");
    }
    if (!store.has(descriptor.digest())) {
      try (InputStream in = client.blob(descriptor, 0)) {
        store.put(descriptor, in.readAllBytes());
      }
    }
    return store.read(descriptor);
  }

  /** By the registry's list, and the attestations that the index has beside the image. */
  private List<Descriptor> referrers(List<Fetched> way, Descriptor image) throws IOException {
    List<Descriptor> found = new ArrayList<>(client.referrers(image.digest(), null));
    for (Fetched step : way.subList(0, way.size() - 1)) {
      for (Descriptor child : Index.read(step.bytes()).manifests()) {
        if (Attestations.isFor(child, image.digest())) {
          found.add(child);
        }
      }
    }
    for (Descriptor referrer : found) {
      Fetched fetched = fetch(referrer.digest().toString());
      for (Descriptor blob : Attestations.blobs(fetched.bytes())) {
        copy(blob);
      }
      store.put(fetched.descriptor(), fetched.bytes());
    }
    return found;
  }

  private void copy(Descriptor blob) throws IOException {
    try (var writer = store.ingest(blob)) {
      if (!writer.isDone()) {
        try (InputStream in = client.blob(blob, writer.offset())) {
          in.transferTo(writer);
        }
        writer.commit();
      }
    }
  }
}
