package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Docker's daemon.json says about registries (dockerd(8), "Daemon configuration file").
 *
 * @param mirrors of docker.io only, in order
 * @param insecure hosts with or without a port, and networks
 * @param proxies by the names of the variables that they stand for, as {@code HTTPS_PROXY}
 */
record DaemonJson(List<URI> mirrors, List<String> insecure, Map<String, String> proxies) {
  /** Reads the first of these files that is there. */
  static DaemonJson read(List<Path> files) {
    for (Path file : files) {
      if (Files.exists(file)) {
        return read(file);
      }
    }
    return new DaemonJson(List.of(), List.of(), Map.of());
  }

  private static DaemonJson read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonValue json = bytes.length == 0 ? new JsonValue.Obj() : JsonParser.parse(bytes);
      List<URI> mirrors = new ArrayList<>();
      for (String mirror : strings(json, "registry-mirrors")) {
        mirrors.add(mirror(file, mirror));
      }
      return new DaemonJson(mirrors, strings(json, "insecure-registries"), proxies(json));
    } catch (JsonException e) {
      throw new RegistryException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RegistryException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> proxies(JsonValue json) {
    Map<String, String> proxies = new HashMap<>();
    @Nullable JsonValue given = json.get("proxies");
    for (String name : List.of("http-proxy", "https-proxy", "no-proxy")) {
      if (given != null && given.get(name) instanceof JsonValue.Str(String value)) {
        proxies.put(name.replace('-', '_').toUpperCase(Locale.ROOT), value);
      }
    }
    return proxies;
  }

  private static List<String> strings(JsonValue json, String name) {
    List<String> strings = new ArrayList<>();
    @Nullable JsonValue array = json.get(name);
    if (array != null && !(array instanceof JsonValue.Null)) {
      array.array().forEach(item -> strings.add(item.string()));
    }
    return strings;
  }

  private static URI mirror(Path file, String text) {
    try {
      URI uri = URI.create(text);
      String path = uri.getPath() == null ? "" : uri.getPath();
      Origin.of(uri);
      if ((path.isEmpty() || path.equals("/")) && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException | RegistryException e) {
      throw new RegistryException(invalid(file, text), e);
    }
    throw new RegistryException(invalid(file, text));
  }

  private static String invalid(Path file, String text) {
    return file + ": invalid mirror \"" + text + "\": write it as https://HOST[:PORT]";
  }

  /** Whether a host is named, by itself or by a network that it is in. */
  boolean insecure(Origin origin) {
    for (String entry : insecure) {
      if (entry.equals(origin.host()) || entry.equals(origin.host() + ":" + origin.port())) {
        return true;
      }
      if (entry.indexOf('/') > 0 && Addresses.resolvesInto(entry, origin.host())) {
        return true;
      }
    }
    return false;
  }
}
