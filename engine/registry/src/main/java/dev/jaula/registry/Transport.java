package dev.jaula.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests; follows redirects by hand, so that no credentials go where they do not belong.
 */
final class Transport {
  private static final int HOPS = 10;
  private static final String AGENT = "jaula";

  private final Clients clients;
  private final Timeouts timeouts;

  Transport(Clients clients, Timeouts timeouts) {
    this.clients = clients;
    this.timeouts = timeouts;
  }

  /**
   * Sends a request, and again where it is redirected to.
   *
   * @throws RegistryException when the redirects do not end, or lead from https to http
   */
  Answer send(Call call) throws IOException {
    Call next = call;
    for (int hop = 0; hop <= HOPS; hop++) {
      Answer answer = once(next);
      if (!answer.redirect() || !repeatable(next, answer.status())) {
        return answer;
      }
      try (answer) {
        next = redirected(next, answer.location());
      }
    }
    throw new RegistryException(
        Origin.of(call.uri())
            + " redirects "
            + call.uri().getPath()
            + " more than "
            + HOPS
            + " times, at last to "
            + plain(next.uri())
            + "; the registry or a proxy before it is set up wrongly");
  }

  /** What changes something is sent again only where the status says that it is to be. */
  private static boolean repeatable(Call call, int status) {
    return call.method().equals("GET")
        || call.method().equals("HEAD")
        || status == 307
        || status == 308;
  }

  private static Call redirected(Call call, URI target) {
    Origin from = Origin.of(call.uri());
    Origin to = Origin.of(target);
    if (from.secure() && !to.secure()) {
      throw new RegistryException(
          from + " redirects to " + to + ", without TLS; that is not followed");
    }
    return call.to(target);
  }

  /** An address without its query, which may hold a signature. */
  private static String plain(URI uri) {
    return Origin.of(uri) + uri.getPath();
  }

  private Answer once(Call call) throws IOException {
    HttpClient client = clients.of(call.uri());
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> coming =
        client.sendAsync(request(call), BodyHandlers.ofPublisher());
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = await(coming, call);
    BodyStream body = new BodyStream(timeouts.stall());
    response.body().subscribe(body);
    return new Answer(response.statusCode(), call.uri(), response.headers(), body);
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
    request.version(HttpClient.Version.HTTP_1_1).setHeader("User-Agent", AGENT);
    call.headers().forEach(request::setHeader);
    @Nullable String proxy = clients.proxyAuthorization(call.uri());
    if (proxy != null) {
      request.setHeader("Proxy-Authorization", proxy);
    }
    @Nullable Payload payload = call.payload();
    if (call.method().equals("GET")) {
      return request.GET().build();
    }
    return request
        .method(call.method(), payload == null ? BodyPublishers.noBody() : payload.publisher())
        .build();
  }

  private <T> T await(CompletableFuture<T> coming, Call call) throws IOException {
    long seen = -1;
    while (true) {
      try {
        return coming.get(timeouts.stall().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        @Nullable Payload payload = call.payload();
        long taken = payload == null ? seen : payload.taken();
        if (taken == seen) {
          coming.cancel(true);
          throw new HttpTimeoutException("no answer for " + Timeouts.text(timeouts.stall()));
        }
        seen = taken;
      } catch (InterruptedException e) {
        coming.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
