package dev.jaula.registry;

import java.io.IOException;
import java.net.URI;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One repository at one address: the registry's own, or a mirror's. */
final class Remote {
  private final String host;
  private final String repository;
  private final Supplier<URI> base;
  private final Transport transport;
  private final Retries retries;
  private final Supplier<@Nullable Credential> credentials;
  private @Nullable Authorizer authorizer;

  /**
   * A repository.
   *
   * @param host for messages, as {@code localhost:5000}
   * @param repository the path there
   * @param base scheme, host and port; asked for when first needed, as it may take a try
   */
  Remote(
      String host,
      String repository,
      Supplier<URI> base,
      Transport transport,
      Retries retries,
      Supplier<@Nullable Credential> credentials) {
    this.host = host;
    this.repository = repository;
    this.base = base;
    this.transport = transport;
    this.retries = retries;
    this.credentials = credentials;
  }

  String host() {
    return host;
  }

  Retries retries() {
    return retries;
  }

  /** An address in this repository, as {@code /blobs/sha256:...} after its name. */
  URI uri(String path) {
    return URI.create(base.get() + "/v2/" + repository + path);
  }

  /** The registry's root, which answers 200 to whom it knows (distribution-spec, end-1). */
  URI root() {
    return URI.create(base.get() + "/v2/");
  }

  SortedSet<String> toPull() {
    return scopes("pull");
  }

  SortedSet<String> toPush() {
    return scopes("pull,push");
  }

  /** For what needs no right but to be known. */
  SortedSet<String> nothing() {
    return new TreeSet<>();
  }

  private SortedSet<String> scopes(String actions) {
    SortedSet<String> scopes = new TreeSet<>();
    scopes.add("repository:" + repository + ":" + actions);
    return scopes;
  }

  /** Sends once, saying who we are when asked, and to nobody but this registry. */
  Answer send(Call call, SortedSet<String> scopes) throws IOException {
    Origin home = Origin.of(base.get());
    Authorizer authorizer = authorizer(home);
    if (!Origin.of(call.uri()).equals(home)) {
      return transport.send(call);
    }
    @Nullable String sent = authorizer.header(scopes);
    Answer answer = transport.send(call.with("Authorization", sent));
    if (answer.status() != 401 || !Origin.of(answer.uri()).equals(home)) {
      return answer;
    }
    @Nullable String fresh =
        authorizer.answer(Challenge.parse(answer.all("WWW-Authenticate")), scopes, sent);
    if (fresh == null) {
      return answer;
    }
    answer.close();
    return transport.send(call.with("Authorization", fresh));
  }

  private synchronized Authorizer authorizer(Origin home) {
    if (authorizer == null) {
      authorizer = new Authorizer(home, transport, credentials);
    }
    return authorizer;
  }

  /**
   * Sends, and again while the registry is busy or the connection breaks.
   *
   * @return any other answer, refusals included
   * @throws RegistryException when there is no answer
   */
  Answer retried(Call call, SortedSet<String> scopes) {
    for (int tried = 1; ; tried++) {
      try {
        Answer answer = send(call, scopes);
        if (!Retries.transientStatus(answer.status())
            || !retries.again(tried, answer.header("Retry-After"))) {
          return answer;
        }
        answer.close();
      } catch (IOException e) {
        if (Unreachable.lasting(e) || !retries.again(tried, null)) {
          throw Unreachable.of(host, e);
        }
      }
    }
  }
}
