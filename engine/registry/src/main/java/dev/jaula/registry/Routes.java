package dev.jaula.registry;

import dev.jaula.image.Reference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where to ask for a repository, by registries.conf and daemon.json. */
final class Routes {
  private static final String HUB = "docker.io";

  private final RegistriesConf conf;
  private final DaemonJson daemon;

  Routes(RegistriesConf conf, DaemonJson daemon) {
    this.conf = conf;
    this.daemon = daemon;
  }

  /** Reads the files of Podman and of Docker, the user's before the system's. */
  static Routes read(Setup setup) {
    Path user = setup.config().resolve("containers");
    Path system = setup.etc().resolve("containers");
    @Nullable Path file = setup.variable("CONTAINERS_REGISTRIES_CONF");
    if (file == null) {
      Path own = user.resolve("registries.conf");
      file = Files.exists(own) ? own : system.resolve("registries.conf");
    }
    String parts = "registries.conf.d";
    List<Path> directories = List.of(system.resolve(parts), user.resolve(parts));
    return new Routes(
        RegistriesConf.read(file, directories),
        DaemonJson.read(
            List.of(
                setup.config().resolve("docker/daemon.json"),
                setup.etc().resolve("docker/daemon.json"))));
  }

  /**
   * The registry itself.
   *
   * @throws RegistryException when it is blocked
   */
  Endpoint home(Place place) {
    String name = place.host() + "/" + place.repository();
    RegistriesConf.@Nullable Rule rule = conf.rule(name);
    if (rule == null) {
      return new Endpoint(place.host(), place.repository(), null, true, true);
    }
    if (rule.blocked()) {
      throw new RegistryException(
          name + ": registry " + rule.prefix() + " is blocked in registries.conf");
    }
    return rewritten(name, rule.prefix(), rule.location(), true, true);
  }

  /** Its mirrors, in order. */
  List<Endpoint> mirrors(Place place) {
    List<Endpoint> mirrors = new ArrayList<>();
    String name = place.host() + "/" + place.repository();
    RegistriesConf.@Nullable Rule rule = conf.rule(name);
    if (rule != null) {
      for (RegistriesConf.Mirror m : rule.mirrors()) {
        mirrors.add(rewritten(name, rule.prefix(), m.location(), m.digests(), m.tags()));
      }
    }
    if (place.host().equals(HUB)) {
      for (URI uri : daemon.mirrors()) {
        mirrors.add(
            new Endpoint(uri.getRawAuthority(), place.repository(), uri.getScheme(), true, true));
      }
    }
    return mirrors;
  }

  /** The prefix gives way to the location; a wildcard without one leaves the name as it is. */
  private static Endpoint rewritten(
      String name, String prefix, String location, boolean digests, boolean tags) {
    String whole = name;
    if (!location.isEmpty()) {
      int end = prefix.startsWith("*.") ? name.indexOf('/') : prefix.length();
      whole = location + name.substring(end);
    }
    int slash = whole.indexOf('/');
    return new Endpoint(whole.substring(0, slash), whole.substring(slash + 1), null, digests, tags);
  }

  /** Whether a host may be spoken to without TLS, or with a certificate that nobody vouches for. */
  boolean insecure(Origin origin) {
    return Addresses.loopback(origin.host()) || named(origin);
  }

  /** Whether the configuration says so. */
  boolean named(Origin origin) {
    return daemon.insecure(origin)
        || conf.insecure(origin.authority())
        || conf.insecure(origin.host() + ":" + origin.port());
  }

  /** daemon.json's proxies, as variables. */
  Map<String, String> proxies() {
    return daemon.proxies();
  }

  /** As people know it. */
  static Place place(Reference reference) {
    return new Place(reference.registry(), reference.repository());
  }
}
