package dev.jaula.engine;

import dev.jaula.registry.Setup;
import java.nio.file.Path;

/** How registries are reached. */
final class Network {
  private Network() {}

  /** By the caller's environment and home. */
  static Setup setup(Call call) {
    String home = call.environment().getOrDefault("HOME", "");
    return Setup.usual(call.environment(), Path.of(home.isEmpty() ? "/" : home));
  }
}
