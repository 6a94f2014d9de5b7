package dev.jaula.registry;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The blobs of an image on their way to a registry, five at a time as with Docker. */
final class LayerPushes implements AutoCloseable {
  private static final int AT_ONCE = 5;

  private final RegistryClient client;
  private final ContentStore store;
  private final List<String> from;
  private final Progress progress;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          AT_ONCE, Thread.ofPlatform().name("push-", 0).daemon().factory());
  private volatile boolean failed;

  LayerPushes(RegistryClient client, ContentStore store, List<String> from, Progress progress) {
    this.client = client;
    this.store = store;
    this.from = from;
    this.progress = progress;
  }

  void run(List<Descriptor> blobs) throws IOException {
    ExecutorCompletionService<Boolean> done = new ExecutorCompletionService<>(threads);
    for (Descriptor blob : blobs) {
      progress.state(blob, LayerState.PREPARING);
      done.submit(() -> one(blob));
    }
    for (int i = 0; i < blobs.size(); i++) {
      Threads.await(done);
    }
  }

  private boolean one(Descriptor blob) {
    if (!failed) {
      BlobSource source = at -> Pusher.open(store, blob.digest(), at);
      progress.state(blob, LayerState.PUSHING);
      BlobPush outcome = client.pushBlob(blob, source, from, n -> progress.bytes(blob, n));
      progress.state(blob, state(outcome));
    }
    return true;
  }

  private static LayerState state(BlobPush outcome) {
    return switch (outcome) {
      case EXISTED -> LayerState.THERE;
      case MOUNTED -> LayerState.MOUNTED;
      case SENT -> LayerState.PUSHED;
    };
  }

  /** What has not begun does not begin. */
  @Override
  public void close() {
    failed = true;
    threads.shutdown();
  }
}
