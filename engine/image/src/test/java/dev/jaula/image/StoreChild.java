package dev.jaula.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.FutureTask;

/** What another process does to a store: a program for the tests. */
final class StoreChild {
  private final ContentStore store;
  private final PrintStream out = System.out;
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private StoreChild(Path root) throws IOException {
    store = ContentStore.open(root);
  }

  public static void main(String[] arguments) throws Exception {
    StoreChild child = new StoreChild(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "ingest" -> child.ingest(Integer.parseInt(arguments[2]));
      case "cross" -> child.cross(arguments[2], arguments[3]);
      case "work" -> child.work(Long.parseLong(arguments[2]));
      case "fill" -> child.fill(Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** Slowly, so that the other process comes in between. */
  private void ingest(int size) throws Exception {
    byte[] bytes = bytes(size);
    out.println("ready");
    in.readLine();
    try (BlobWriter writer = store.ingest(Descriptor.of(MediaTypes.LAYER, bytes))) {
      boolean isDone = writer.isDone();
      for (int at = 0; !isDone && at < size; at += size / 4) {
        writer.write(bytes, at, Math.min(size / 4, size - at));
        Thread.sleep(20);
      }
      if (!isDone) {
        writer.commit();
      }
      out.println(isDone ? "waited" : "wrote");
    }
  }

  /** Has one blob while another thread wants the other. */
  private void cross(String mine, String other) throws Exception {
    FutureTask<Boolean> second =
        new FutureTask<>(() -> {
          try (BlobWriter writer = store.ingest(described(other))) {
            return writer.isDone();
          }
        });
    try (BlobWriter writer = store.ingest(described(mine))) {
      out.println("held");
      in.readLine();
      Thread.ofVirtual().start(second);
      Thread.sleep(100);
      out.println(second.isDone() ? "the other lock failed" : "waiting");
      in.readLine();
      writer.write(Made.utf8(mine));
      writer.commit();
    }
    out.println("done " + second.get());
  }

  private static Descriptor described(String text) {
    return Descriptor.of(MediaTypes.LAYER, Made.utf8(text));
  }

  /** Everything again and again, until it is killed. */
  private void work(long seed) throws IOException {
    Random random = new Random(seed);
    Images images = new Images(store);
    out.println("ready");
    while (true) {
      int which = random.nextInt(4);
      try (Lease lease = store.lease()) {
        Made image = Made.put(store, "base", "layer " + which, "x".repeat(random.nextInt(1 << 18)));
        images.tag(Reference.parse("image:" + which), image.target());
      }
      if (random.nextInt(3) == 0) {
        images.untag("docker.io/library/image:" + random.nextInt(4));
      }
      Prune prune = new Prune(store, images);
      prune.apply(prune.plan(Prune::isDangling));
    }
  }

  /** More than there is room for, then what is left to do. */
  private void fill(int size) throws IOException {
    Images images = new Images(store);
    images.tag(Reference.parse("debian"), Made.put(store, "base").target());
    byte[] bytes = bytes(size);
    try (BlobWriter writer = store.ingest(Descriptor.of(MediaTypes.LAYER, bytes))) {
      for (int at = 0; at < size; at += 10_000) {
        writer.write(bytes, at, Math.min(10_000, size - at));
      }
      writer.commit();
      out.println("there was room");
    } catch (ImageException e) {
      out.println(e.getMessage());
    }
    try {
      images.tag(Reference.parse("other"), images.list().getFirst().target());
      out.println("there was room");
    } catch (ImageException e) {
      out.println(e.getMessage());
    }
    out.println(new Fsck(store, images, f -> out.println(f.line())).check().isGood());
    Prune prune = new Prune(store, images);
    out.println(prune.apply(prune.plan(Prune::isDangling)).items().getFirst().kind());
    images.tag(Reference.parse("other"), Made.put(store, "other").target());
    out.println(images.list().size());
    out.println(new Fsck(store, images, f -> out.println(f.line())).check().isGood());
  }
}
