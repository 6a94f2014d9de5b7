package dev.jaula.archive;

import dev.jaula.foreign.Hashes;
import dev.jaula.image.ConfigChanges;
import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Images;
import dev.jaula.image.Lease;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.image.Spool;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.layer.Compression;
import dev.jaula.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an image of one layer from the archive of a root file system, as {@code docker import}. */
public final class Importer {
  private final ContentStore store;
  private final Images images;

  /** Into a store. */
  public Importer(ContentStore store, Images images) {
    this.store = store;
    this.images = images;
  }

  /**
   * What the image is to be.
   *
   * @param name its name; null for none
   * @param platform what the programs in it run on
   * @param changes instructions of a Dockerfile, see {@link ConfigChanges}
   * @param comment in the history, as {@code Imported from FILE}
   * @param now when it is made
   */
  public record Options(
      @Nullable Reference name,
      Platform platform,
      List<String> changes,
      String comment,
      Instant now) {}

  private record Layer(Descriptor descriptor, Digest diffId) {}

  /**
   * Reads an archive to its end and closes it. It may be compressed in any way, and is kept as it
   * is, but for xz, which OCI has no word for.
   *
   * @throws dev.jaula.image.ImageException when it is no tar archive, or an instruction is wrong
   */
  public Loaded load(InputStream in, Options options) throws IOException {
    Obj process = ConfigChanges.apply(new Obj(), options.changes());
    try (Lease lease = store.lease()) {
      Layer layer = layer(new BufferedInputStream(in, 1 << 16));
      String now = options.now().truncatedTo(ChronoUnit.SECONDS).toString();
      Obj step = new Obj().put("created", now).put("comment", options.comment());
      ImageConfig config =
          ImageConfig.empty(options.platform(), now).with(layer.diffId(), step, process, now);
      Descriptor id = store.put(MediaTypes.CONFIG, config.bytes());
      Manifest manifest = Manifest.of(id, List.of(layer.descriptor()));
      Descriptor target = store.put(MediaTypes.MANIFEST, manifest.bytes());
      Reference name = options.name();
      if (name == null) {
        images.keep(target);
      } else {
        images.tag(name, target);
      }
      return new Loaded(name == null ? List.of() : List.of(name), target, id.digest());
    }
  }

  private Layer layer(BufferedInputStream in) throws IOException {
    in.mark(Compression.MAGIC);
    byte[] head = new byte[Compression.MAGIC];
    Compression compression = Compression.detect(head, in.readNBytes(head, 0, head.length));
    in.reset();
    boolean isKept = compression != Compression.XZ;
    try (Spool spool = Spool.begin(store)) {
      MessageDigest hash = Hashes.sha256();
      InputStream given = isKept ? new Tee(in, spool) : in;
      try (InputStream plain = Compression.decompress(given)) {
        InputStream seen = new DigestInputStream(isKept ? plain : new Tee(plain, spool), hash);
        check(new TarReader(seen));
        given.transferTo(OutputStream.nullOutputStream());
      }
      String type = MediaTypes.LAYER + (isKept ? compression.suffix() : "");
      Descriptor descriptor = spool.end(type);
      spool.keep(descriptor.digest());
      return new Layer(descriptor, Digest.of("sha256", hash.digest()));
    }
  }

  private static void check(TarReader tar) throws IOException {
    while (tar.next() != null) {
      // every header is verified
    }
    tar.drain();
  }

  /** What is read is written elsewhere too. */
  private static final class Tee extends FilterInputStream {
    private final OutputStream out;

    Tee(InputStream in, OutputStream out) {
      super(in);
      this.out = out;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        out.write(b);
      }
      return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = in.read(to, offset, length);
      if (n > 0) {
        out.write(to, offset, n);
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      byte[] passed = new byte[(int) Math.min(Math.max(n, 0), 1 << 13)];
      return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
