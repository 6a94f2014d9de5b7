package dev.jaula.registry;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration of registries is.
 *
 * @param environment DOCKER_CONFIG, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME,
 *     CONTAINERS_REGISTRIES_CONF, HTTP_PROXY, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE, and PATH for
 *     credential helpers
 * @param home the user's directory
 * @param etc {@code /etc}
 * @param timeouts of connections
 * @param retries of requests
 */
public record Setup(
    Map<String, String> environment, Path home, Path etc, Timeouts timeouts, Retries retries) {
  /** This machine's, with the usual patience. */
  public static Setup usual(Map<String, String> environment, Path home) {
    return new Setup(environment, home, Path.of("/etc"), Timeouts.usual(), Retries.usual());
  }

  /** A variable's value as a path; null when it is not set. */
  @Nullable Path variable(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? null : Path.of(value);
  }

  /** Where the user's own configuration is: $XDG_CONFIG_HOME, or ~/.config. */
  Path config() {
    @Nullable Path named = variable("XDG_CONFIG_HOME");
    return named == null ? home.resolve(".config") : named;
  }
}
