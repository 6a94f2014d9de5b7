package dev.jaula.bootstrap;

import dev.jaula.layer.Compression;
import dev.jaula.layer.Limits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suite of a mirror whose Release file was read and verified. */
final class Archive {
  private static final int RELEASE_LIMIT = 32 << 20;

  /** The forms of an index, the smallest first. */
  private static final List<String> FORMS = List.of(".xz", ".zst", ".gz", "");

  private final AptSource source;
  private final Release release;
  private final Fetcher fetcher;

  private Archive(AptSource source, Release release, Fetcher fetcher) {
    this.source = source;
    this.release = release;
    this.fetcher = fetcher;
  }

  AptSource source() {
    return source;
  }

  Release release() {
    return release;
  }

  /**
   * Reads the Release file; null when the mirror has no such suite.
   *
   * @param signatures null when signatures are not looked at
   */
  static @Nullable Archive open(AptSource source, Fetcher fetcher, @Nullable Signatures signatures)
      throws IOException {
    String base = source.uri() + "/dists/" + source.suite() + "/";
    String name = AptSource.publicly(base) + "InRelease";
    try {
      byte[] file = fetcher.get(base + "InRelease", RELEASE_LIMIT);
      byte[] text =
          signatures == null ? Signatures.strip(file, name) : signatures.verifyClear(file, name);
      return new Archive(source, new Release(text, name), fetcher);
    } catch (FileNotFoundException _) {
      return openDetached(source, fetcher, signatures, base);
    }
  }

  private static @Nullable Archive openDetached(
      AptSource source, Fetcher fetcher, @Nullable Signatures signatures, String base)
      throws IOException {
    String name = AptSource.publicly(base) + "Release";
    byte[] text;
    try {
      text = fetcher.get(base + "Release", RELEASE_LIMIT);
    } catch (FileNotFoundException _) {
      return null;
    }
    if (signatures != null) {
      byte[] signature;
      try {
        signature = fetcher.get(base + "Release.gpg", RELEASE_LIMIT);
      } catch (FileNotFoundException e) {
        throw new BootstrapException(
            name + " is not signed: take another mirror, or --no-check-gpg", e);
      }
      signatures.verifyDetached(text, signature, name);
    }
    return new Archive(source, new Release(text, name), fetcher);
  }

  /** Reads the Packages files of these components into an index. */
  void read(List<String> components, PackageIndex index) throws IOException {
    List<String> architectures = new ArrayList<>(List.of(index.arch()));
    // some archives keep what is for all architectures apart
    if (release.hasIndexForAll()) {
      architectures.add("all");
    }
    boolean any = false;
    for (String component : components) {
      for (String architecture : architectures) {
        any |= readOne(component + "/binary-" + architecture + "/Packages", index);
      }
    }
    if (!any) {
      throw new BootstrapException(
          source
              + " has no packages for "
              + index.arch()
              + " in "
              + String.join(", ", components)
              + ": its components are "
              + String.join(", ", release.components())
              + ", its architectures "
              + String.join(", ", release.architectures()));
    }
  }

  private boolean readOne(String path, PackageIndex index) throws IOException {
    for (String form : FORMS) {
      Release.Item item = release.item(path + form);
      if (item != null && read(item, index)) {
        return true;
      }
    }
    return false;
  }

  /** Reads an index by its hash, or by its name; false when the mirror does not have it. */
  private boolean read(Release.Item item, PackageIndex index) throws IOException {
    String base = source.uri() + "/dists/" + source.suite() + "/";
    int slash = item.path().lastIndexOf('/') + 1;
    if (release.byHash()) {
      String folder = base + item.path().substring(0, slash);
      if (readAt(folder + "by-hash/SHA256/" + item.sha256(), item, index)) {
        return true;
      }
    }
    return readAt(base + item.path(), item, index);
  }

  private boolean readAt(String uri, Release.Item item, PackageIndex index) throws IOException {
    try (VerifiedInput in = new VerifiedInput(new ResumingInput(fetcher, uri, 0, item.size()))) {
      try (InputStream plain = Compression.decompress(in, Limits.USUAL)) {
        index.read(plain, source);
        if (!in.verify(item.sha256())) {
          throw new BootstrapException(
              AptSource.publicly(uri)
                  + " is not what the signed Release file says (SHA-256): try again later, or"
                  + " another mirror");
        }
      }
      return true;
    } catch (FileNotFoundException _) {
      return false;
    }
  }
}
