package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends blobs (distribution-spec, "Pushing Blobs"): whole in one PUT; after a cut it asks how much
 * has arrived and sends the rest as a chunk, or all again where the registry has forgotten.
 */
final class Uploads {
  private final Place place;
  private final Remote remote;
  private final Heads heads;

  Uploads(Place place, Remote remote, Heads heads) {
    this.place = place;
    this.remote = remote;
    this.heads = heads;
  }

  /**
   * Sends a blob unless it is there.
   *
   * @param from other repositories of this registry that may have it, tried in order
   * @param progress told how many bytes have been sent
   */
  BlobPush push(
      Descriptor descriptor, BlobSource source, List<String> from, LongConsumer progress) {
    if (heads.blob(remote, descriptor.digest())) {
      return BlobPush.EXISTED;
    }
    for (String other : from) {
      URI uri = remote.uri("/blobs/uploads/?mount=" + descriptor.digest() + "&from=" + other);
      SortedSet<String> scopes = remote.toPush();
      scopes.add("repository:" + other + ":pull");
      try (Answer answer = remote.retried(Call.of("POST", uri), scopes)) {
        if (answer.status() == 201) {
          return BlobPush.MOUNTED;
        }
        if (answer.status() == 202) {
          new Upload(descriptor, source, progress).run(session(answer));
          return BlobPush.SENT;
        }
      }
    }
    new Upload(descriptor, source, progress).run(null);
    return BlobPush.SENT;
  }

  /** Where to go on; relative or not, and with its query (distribution-spec, end-4a). */
  private URI session(Answer answer) {
    URI session = answer.location();
    if (Origin.of(answer.uri()).secure() && !Origin.of(session).secure()) {
      throw new RegistryException(
          "registry "
              + place.host()
              + " wants blobs sent to "
              + Origin.of(session)
              + ", without TLS; its http.host or the proxy's X-Forwarded-Proto is wrong");
    }
    return session;
  }

  /** One blob on its way. */
  private final class Upload {
    private final Descriptor descriptor;
    private final BlobSource source;
    private final LongConsumer progress;
    private @Nullable URI session;
    private @Nullable Payload sending;
    private long position;
    private boolean known;
    private long farthest;
    private int tried;

    Upload(Descriptor descriptor, BlobSource source, LongConsumer progress) {
      this.descriptor = descriptor;
      this.source = source;
      this.progress = progress;
    }

    void run(@Nullable URI started) {
      session = started;
      while (!step()) {
        known = false;
        while (session != null && !known) {
          ask();
        }
      }
    }

    /** Sends what is missing; false when it is to be tried again. */
    private boolean step() {
      try {
        @Nullable URI to = session == null ? begin() : session;
        if (to != null && position > 0 && position < descriptor.size()) {
          to = chunk(to);
        }
        return to != null && end(to);
      } catch (IOException e) {
        if (Unreachable.hopeless(e)) {
          throw Unreachable.of(remote.host(), e);
        }
        @Nullable IOException broken = sending == null ? null : sending.broken();
        if (broken != null) {
          throw new RegistryException(name() + " cannot be read: " + broken.getMessage(), broken);
        }
        again(Unreachable.of(remote.host(), e), null);
        return false;
      }
    }

    /** A new session; null when there is none yet. */
    private @Nullable URI begin() throws IOException {
      Call call = Call.of("POST", remote.uri("/blobs/uploads/"));
      try (Answer answer = remote.send(call, remote.toPush())) {
        position = 0;
        if (answer.status() == 202) {
          session = session(answer);
        } else {
          refused(answer);
        }
        return session;
      }
    }

    /** The rest, after a cut; null when that was cut as well. */
    private @Nullable URI chunk(URI to) throws IOException {
      Call call =
          Call.of("PATCH", to)
              .with("Content-Type", "application/octet-stream")
              .with("Content-Range", position + "-" + (descriptor.size() - 1))
              .with(rest());
      try (Answer answer = remote.send(call, remote.toPush())) {
        if (answer.status() == 202) {
          position = descriptor.size();
          session = session(answer);
          return session;
        }
        refused(answer);
        return null;
      }
    }

    /** Closes the session: with the whole blob, or, when that was sent in chunks, with nothing. */
    private boolean end(URI to) throws IOException {
      Call call = Call.of("PUT", Queries.add(to, "digest=" + descriptor.digest()));
      if (position < descriptor.size()) {
        call = call.with("Content-Type", "application/octet-stream").with(rest());
      }
      try (Answer answer = remote.send(call, remote.toPush())) {
        if (answer.status() == 201 || answer.status() == 204) {
          return true;
        }
        refused(answer);
        return false;
      }
    }

    private Payload rest() {
      long start = position;
      Payload rest =
          new Payload(descriptor.size() - start, source, start, n -> progress.accept(start + n));
      sending = rest;
      return rest;
    }

    /** A session that is gone is begun anew; what is wrong with the blob itself stays wrong. */
    private void refused(Answer answer) {
      @Nullable String after = answer.header("Retry-After");
      boolean gone = answer.status() == 404 || answer.status() == 416;
      RegistryException refusal = Refusal.of(place, name(), true, answer);
      if (!gone && !Retries.transientStatus(refusal.status())) {
        throw refusal;
      }
      again(refusal, after);
      if (gone) {
        session = null;
      }
    }

    private void again(RegistryException e, @Nullable String retryAfter) {
      tried++;
      if (!remote.retries().again(tried, retryAfter)) {
        throw e;
      }
    }

    /** How much has arrived (distribution-spec, end-13). */
    private void ask() {
      URI asked = Objects.requireNonNull(session);
      try (Answer answer = remote.send(Call.of("GET", asked), remote.toPush())) {
        if (Retries.transientStatus(answer.status())) {
          refused(answer);
          return;
        }
        long arrived = arrived(answer);
        session = arrived < 0 ? null : session(answer);
        position = Math.max(arrived, 0);
        known = true;
      } catch (IOException e) {
        again(Unreachable.of(remote.host(), e), null);
        return;
      }
      if (position > farthest) {
        farthest = position;
        tried = 0;
      }
    }

    /** -1 when the session is no use any more. */
    private long arrived(Answer answer) {
      if (answer.status() != 204 || answer.header("Location") == null) {
        return -1;
      }
      @Nullable String range = answer.header("Range");
      if (range == null || range.equals("0-0")) {
        return 0;
      }
      try {
        long last = Long.parseLong(range.substring(range.lastIndexOf('-') + 1).trim());
        return last < descriptor.size() ? last + 1 : -1;
      } catch (NumberFormatException e) {
        return -1;
      }
    }

    private String name() {
      return place.blob(descriptor.digest());
    }
  }
}
