package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.json.JsonValue;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one repository (OCI distribution-spec 1.1, Docker registry HTTP API v2). What is read
 * is looked for in the registry's mirrors first, in their order; what is written goes to the
 * registry itself. All methods block, and may be called by many threads at once.
 */
public final class RegistryClient {
  private final Place place;
  private final List<Remote> tagged;
  private final List<Remote> sources;
  private final Remote home;
  private final Manifests manifests;

  RegistryClient(Place place, List<Remote> forTags, List<Remote> forDigests, Remote home) {
    this.place = place;
    this.home = home;
    this.tagged = new ArrayList<>(forTags);
    this.tagged.add(home);
    this.sources = new ArrayList<>(forDigests);
    this.sources.add(home);
    this.manifests = new Manifests(place);
  }

  /** The repository as people name it: {@code debian}, {@code localhost:5000/a}. */
  public String name() {
    return place.familiar();
  }

  /**
   * A manifest or an index (end-3). Its digest is that of the reference when it is one, and what
   * the registry says that it is; it has at most 4 MiB.
   *
   * @param reference a tag or a digest
   * @throws RegistryException when it is not there, or is something else
   */
  public Fetched manifest(String reference) {
    return first(by(reference), remote -> manifests.fetch(remote, reference));
  }

  /**
   * Media type, digest and size of a manifest, without fetching it where the registry says all
   * (end-3, HEAD); null when it is not there.
   *
   * @param reference a tag or a digest
   */
  public @Nullable Descriptor head(String reference) {
    return first(by(reference), remote -> new Heads(place, manifests).manifest(remote, reference));
  }

  /** The same of the registry alone, without its mirrors, in the words of a push. */
  @Nullable Descriptor headAtHome(String reference) {
    return new Heads(place, manifests).manifest(home, reference);
  }

  private List<Remote> by(String reference) {
    return reference.indexOf(':') < 0 ? tagged : sources;
  }

  /** Whether the registry itself has a blob (end-2, HEAD). */
  public boolean has(Digest blob) {
    return new Heads(place, manifests).blob(home, blob);
  }

  /**
   * A blob's bytes from an offset to the descriptor's size (end-2). A transfer that is cut off goes
   * on by itself with a range; one that makes no progress for some tries, or announces another
   * size, ends with a {@link RegistryException}. The digest is not checked here: the content store
   * does.
   *
   * @param offset in bytes, from 0 to the size
   */
  public InputStream blob(Descriptor descriptor, long offset) {
    return blob(descriptor, offset, Splitting.usual());
  }

  InputStream blob(Descriptor descriptor, long offset, Splitting splitting) {
    if (descriptor.size() - offset < splitting.least()) {
      return new Blob(place, descriptor, offset, sources);
    }
    SplitBlob.Part part = (from, to) -> new Blob(place, descriptor, from, to, sources);
    return new SplitBlob(part, splitting, offset, descriptor.size());
  }

  /** All tags, in the registry's order (end-8). */
  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    URI first = home.uri("/tags/list");
    for (JsonValue tag : new Listing(place, home).read(first, place.familiar(), "tags")) {
      tags.add(tag.string());
    }
    return tags;
  }

  /**
   * What refers to a manifest: signatures, attestations, bills of material (end-12); where the
   * registry does not know, what its referrers tag lists.
   *
   * @param artifactType only those of this type; null for all
   */
  public List<Descriptor> referrers(Digest subject, @Nullable String artifactType) {
    return new Referrers(place, manifests).of(home, subject, artifactType);
  }

  /**
   * Brings a blob into the registry (end-2, end-4, end-11): not at all when it is there, by a mount
   * when another repository of the registry has it, else by sending it, which goes on after a cut.
   *
   * @param source of the bytes; may be opened more than once
   * @param from other repositories of this registry that are likely to have it
   * @param progress told how many bytes have been sent so far
   */
  public BlobPush pushBlob(
      Descriptor descriptor, BlobSource source, List<String> from, LongConsumer progress) {
    return new Uploads(place, home, new Heads(place, manifests))
        .push(descriptor, source, from, progress);
  }

  /**
   * Sends a manifest or an index whose blobs and manifests are there (end-7). When it has a subject
   * and the registry keeps no list of referrers, the referrers' tag is brought up to date.
   *
   * @param reference a tag, or its own digest
   */
  public Descriptor pushManifest(String reference, String mediaType, byte[] bytes) {
    return new ManifestPush(place, home, manifests).push(reference, mediaType, bytes);
  }

  /** A manifest that the store has, with its type. */
  Fetched parsed(String reference, byte[] bytes) {
    return manifests.parsed(reference, bytes);
  }

  /** The first source that answers; the registry itself is the last, and its word counts. */
  private <T extends @Nullable Object> T first(List<Remote> from, Function<Remote, T> request) {
    List<RegistryException> failures = new ArrayList<>();
    for (Remote mirror : from.subList(0, from.size() - 1)) {
      try {
        T found = request.apply(mirror);
        if (found != null) {
          return found;
        }
      } catch (RegistryException e) {
        failures.add(e);
      }
    }
    try {
      return request.apply(home);
    } catch (RegistryException e) {
      failures.forEach(e::addSuppressed);
      throw e;
    }
  }
}
