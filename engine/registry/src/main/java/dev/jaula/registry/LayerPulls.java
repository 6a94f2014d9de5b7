package dev.jaula.registry;

import dev.jaula.image.BlobWriter;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The layers of an image, some at a time: three large ones, as with Docker, or more small ones. The
 * first that fails ends all; what has come by then stays for the next try.
 */
final class LayerPulls implements AutoCloseable {
  private static final int PERMITS = 6;
  private static final int LARGE = 2;
  private static final long SMALL_SIZE = 1 << 20;

  /** Not worth a new connection: what is left is read, so that the blob is kept. */
  private static final long REST = 16 << 20;

  private final RegistryClient client;
  private final ContentStore store;
  private final LayerSink sink;
  private final Progress progress;
  private final Semaphore permits = new Semaphore(PERMITS, true);
  private final Set<LayerStream> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          PERMITS, Thread.ofPlatform().name("layer-", 0).daemon().factory());
  private volatile boolean failed;

  LayerPulls(RegistryClient client, ContentStore store, LayerSink sink, Progress progress) {
    this.client = client;
    this.store = store;
    this.sink = sink;
    this.progress = progress;
  }

  /** Pulls all that are not here, the lowest first. */
  void run(Manifest manifest, ImageConfig config) throws IOException {
    ExecutorCompletionService<Boolean> done = new ExecutorCompletionService<>(threads);
    Set<String> begun = new HashSet<>();
    int count = 0;
    List<Descriptor> layers = manifest.layers();
    for (Descriptor layer : layers) {
      progress.state(layer, LayerState.PULLING);
    }
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      Digest diffId = config.diffIds().get(i);
      if (begun.add(layer.digest() + " " + diffId)) {
        done.submit(() -> one(layer, diffId));
        count++;
      }
    }
    for (; count > 0; count--) {
      Threads.await(done);
    }
  }

  private boolean one(Descriptor layer, Digest diffId) throws IOException {
    int weight = layer.size() < SMALL_SIZE ? 1 : LARGE;
    if (!permits.tryAcquire(weight)) {
      progress.state(layer, LayerState.WAITING);
      permits.acquireUninterruptibly(weight);
    }
    try {
      if (!failed) {
        pull(layer, diffId);
      }
      return true;
    } finally {
      permits.release(weight);
    }
  }

  private void pull(Descriptor layer, Digest diffId) throws IOException {
    boolean unpacked = sink.has(diffId);
    try (BlobWriter writer = store.ingest(layer)) {
      if (!writer.isDone()) {
        download(layer, diffId, writer, unpacked);
        progress.state(layer, LayerState.PULLED);
        return;
      }
    }
    if (unpacked) {
      progress.state(layer, LayerState.EXISTS);
      return;
    }
    progress.state(layer, LayerState.EXTRACTING);
    try (InputStream in = store.open(layer.digest())) {
      sink.take(layer, diffId, in);
    }
    progress.state(layer, LayerState.PULLED);
  }

  private void download(Descriptor layer, Digest diffId, BlobWriter writer, boolean unpacked)
      throws IOException {
    progress.state(layer, LayerState.DOWNLOADING);
    try (LayerStream stream = new LayerStream(client, layer, writer, progress)) {
      open.add(stream);
      if (failed) {
        return;
      }
      try {
        if (!unpacked) {
          sink.take(layer, diffId, stream);
        }
        stream.drain();
        writer.commit();
      } catch (IOException e) {
        throw explained(e, layer, stream, writer);
      } catch (RuntimeException e) {
        throw explained(e, layer, stream, writer);
      } finally {
        open.remove(stream);
      }
    }
  }

  /**
   * A layer that cannot be unpacked may just have come wrongly, which its digest tells: then that
   * is the reason, and its bytes are dropped. They stay only when it was the connection that
   * failed.
   */
  private <E extends Exception> E explained(
      E e, Descriptor layer, LayerStream stream, BlobWriter writer) throws IOException {
    if (stream.broken() || writer.hasFailed() || failed) {
      return e;
    }
    if (layer.size() - writer.offset() > REST) {
      writer.restart();
      return e;
    }
    try {
      stream.drain();
      writer.commit();
    } catch (IOException | ImageException wrong) {
      wrong.addSuppressed(e);
      throw wrong;
    }
    return e;
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    failed = true;
    List<LayerStream> running = new ArrayList<>(open);
    running.forEach(LayerStream::abort);
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
