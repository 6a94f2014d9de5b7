package dev.jaula.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to which registry, shared with Docker and Podman: {@code ~/.docker/config.json} (or
 * $DOCKER_CONFIG), with its credential helpers, then Podman's auth.json to read only.
 */
public final class Credentials {
  private static final String HUB = "docker.io";

  /** What Docker calls its own registry, since before it had a second version. */
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private final Setup setup;

  /** Reads nothing yet. */
  public Credentials(Setup setup) {
    this.setup = setup;
  }

  private Path config() {
    @Nullable Path named = setup.variable("DOCKER_CONFIG");
    Path directory = named == null ? setup.home().resolve(".docker") : named;
    return directory.resolve("config.json");
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    @Nullable Path named = setup.variable("REGISTRY_AUTH_FILE");
    if (named != null) {
      files.add(named);
    }
    files.add(config());
    @Nullable Path runtime = setup.variable("XDG_RUNTIME_DIR");
    if (runtime != null) {
      files.add(runtime.resolve("containers/auth.json"));
    }
    files.add(setup.config().resolve("containers/auth.json"));
    return files;
  }

  /** The key of a registry in config.json. */
  private static String key(String registry) {
    return registry.equals(HUB) ? HUB_KEY : registry;
  }

  /**
   * The credentials for a repository: of all files the first that has some, of a file's keys the
   * one that says most (Podman's keys may have a part of the repository's path).
   *
   * @param registry as in a reference: {@code docker.io}, {@code localhost:5000}
   * @param repository empty for the registry as a whole
   * @return null when there are none
   */
  public @Nullable Credential find(String registry, String repository) {
    for (Path path : files()) {
      AuthFile file = AuthFile.read(path);
      @Nullable Credential credential = find(file, registry, repository);
      if (credential != null) {
        return credential;
      }
    }
    return null;
  }

  private @Nullable Credential find(AuthFile file, String registry, String repository) {
    @Nullable String helper = file.helper(key(registry));
    if (helper != null) {
      @Nullable Credential kept =
          new CredentialHelper(helper, setup.environment()).get(key(registry));
      if (kept != null) {
        return kept;
      }
    }
    String path = repository;
    while (!path.isEmpty()) {
      @Nullable Credential own = file.find(registry + "/" + path);
      if (own != null) {
        return own;
      }
      path = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }
    for (String name : names(registry)) {
      @Nullable Credential found = file.find(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<String> names(String registry) {
    return registry.equals(HUB)
        ? List.of(HUB_KEY, "index.docker.io", HUB, "registry-1.docker.io")
        : List.of(registry);
  }

  /** Keeps credentials in config.json, or with the helper that it names. */
  public void store(String registry, Credential credential) {
    AuthFile file = AuthFile.read(config());
    String key = key(registry);
    @Nullable String helper = file.helper(key);
    if (helper == null) {
      file.put(key, credential);
    } else {
      new CredentialHelper(helper, setup.environment()).store(key, credential);
      file.mention(key);
    }
    file.write();
  }

  /** Forgets them; returns whether there were some. */
  public boolean erase(String registry) {
    AuthFile file = AuthFile.read(config());
    String key = key(registry);
    @Nullable String helper = file.helper(key);
    boolean erased = helper != null && new CredentialHelper(helper, setup.environment()).erase(key);
    boolean removed = false;
    for (String name : names(registry)) {
      removed |= file.remove(name);
    }
    if (removed) {
      file.write();
    }
    return erased || removed;
  }
}
