package dev.jaula.registry;

import dev.jaula.image.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All registries, as this machine and its user have set them up: mirrors and insecure registries
 * (registries.conf, daemon.json), authorities and certificates (certs.d), proxies (HTTP_PROXY ...),
 * credentials. Closing it ends all transfers.
 */
public final class Registries implements AutoCloseable {
  private final Setup setup;
  private final Credentials credentials;
  private final Routes routes;
  private final HostClients clients;
  private final Transport transport;
  private final Bases bases;

  /**
   * Reads the configuration, but no credentials and no certificates yet.
   *
   * @throws RegistryException naming the file and what is wrong in it
   */
  public Registries(Setup setup) {
    this.setup = setup;
    this.credentials = new Credentials(setup);
    this.routes = Routes.read(setup);
    Trust trust = new Trust(certificates(setup), setup.etc(), setup.environment());
    // With authorities of its own even a registry on this machine is held to them.
    this.clients =
        new HostClients(
            trust,
            new Proxies(setup.environment(), routes.proxies()),
            o -> routes.named(o) || routes.insecure(o) && !trust.hasAuthorities(o),
            setup.timeouts());
    this.transport = new Transport(clients, setup.timeouts());
    this.bases = new Bases(routes, clients, transport, setup.timeouts());
  }

  private static List<Path> certificates(Setup setup) {
    return List.of(
        setup.config().resolve("docker/certs.d"),
        setup.config().resolve("containers/certs.d"),
        setup.etc().resolve("docker/certs.d"),
        setup.etc().resolve("containers/certs.d"));
  }

  /** Who we are to them. */
  public Credentials credentials() {
    return credentials;
  }

  /**
   * A client for a reference's repository, with its mirrors.
   *
   * @throws RegistryException when the registry is blocked by registries.conf
   */
  public RegistryClient client(Reference reference) {
    Place place = Routes.place(reference);
    Remote home = remote(routes.home(place));
    List<Remote> tags = new ArrayList<>();
    List<Remote> digests = new ArrayList<>();
    for (Endpoint mirror : routes.mirrors(place)) {
      Remote remote = remote(mirror);
      if (mirror.tags()) {
        tags.add(remote);
      }
      if (mirror.digests()) {
        digests.add(remote);
      }
    }
    return new RegistryClient(place, tags, digests, home);
  }

  private Remote remote(Endpoint endpoint) {
    return remote(endpoint, () -> credentials.find(endpoint.host(), endpoint.repository()));
  }

  private Remote remote(Endpoint endpoint, Supplier<@Nullable Credential> who) {
    return new Remote(
        endpoint.host(),
        endpoint.repository(),
        () -> bases.of(endpoint),
        transport,
        setup.retries(),
        who);
  }

  /**
   * Logs in: asks the registry whether it takes these credentials (end-1), and keeps them.
   *
   * @param typed as in a reference: {@code docker.io}, {@code localhost:5000}; a scheme before it
   *     and a path behind it are passed over
   * @throws RegistryException when it does not
   */
  public void login(String typed, Credential credential) {
    String registry = host(typed);
    Remote remote = remote(new Endpoint(registry, "", null, true, true), () -> credential);
    try (Answer answer = remote.retried(Call.of("GET", remote.root()), remote.nothing())) {
      if (answer.status() == 401 || answer.status() == 403) {
        throw new RegistryException(
            "login to "
                + registry
                + ": unauthorized: incorrect username or password ("
                + Refusal.read(answer).words()
                + ")",
            answer.status(),
            "UNAUTHORIZED");
      }
      if (answer.status() != 200) {
        throw new RegistryException(
            "login to "
                + registry
                + ": it answers "
                + Refusal.read(answer).words()
                + " to /v2/; is it a registry?",
            answer.status(),
            "");
      }
    }
    credentials.store(registry, credential);
  }

  /** Forgets the credentials for a registry; returns whether there were some. */
  public boolean logout(String typed) {
    return credentials.erase(host(typed));
  }

  /** People copy addresses from browsers, and Docker's own registry has several names. */
  private static String host(String typed) {
    int scheme = typed.indexOf("://");
    String rest = scheme < 0 ? typed : typed.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" -> "docker.io";
      case "" -> throw new RegistryException("\"" + typed + "\" is not a registry's host");
      default -> host;
    };
  }

  /** Ends all transfers. */
  @Override
  public void close() {
    clients.close();
  }
}
