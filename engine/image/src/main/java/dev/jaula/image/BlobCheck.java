package dev.jaula.image;

import dev.jaula.foreign.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Whether a blob is what its name says, byte for byte. */
final class BlobCheck {
  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final Digest digest;

  BlobCheck(Path file, Digest digest) {
    this.file = file;
    this.digest = digest;
  }

  /** Null when it is; and when it is gone, which is told by who needs it. */
  @Nullable String problem() {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "it is no regular file" : null;
    }
    try {
      Digest found = Digest.of(digest.algorithm(), hash());
      return found.equals(digest) ? null : "its bytes have the digest " + found;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return "it cannot be read (" + e.getMessage() + ")";
    }
  }

  private byte[] hash() throws IOException {
    MessageDigest hash =
        digest.algorithm().equals("sha256") ? Hashes.sha256() : Digest.hasher(digest.algorithm());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return hash.digest();
  }
}
