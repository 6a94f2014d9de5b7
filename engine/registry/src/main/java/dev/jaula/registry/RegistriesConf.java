package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Podman's registries.conf, version 2 (containers-registries.conf(5)): where prefixes of names are
 * to be had, which mirrors come first, what is insecure or blocked. Short names are not looked at:
 * here they are always docker.io's.
 */
final class RegistriesConf {
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  /** A registry's table. */
  record Rule(
      String prefix, String location, boolean insecure, boolean blocked, List<Mirror> mirrors) {}

  /** A mirror's table. */
  record Mirror(String location, boolean insecure, boolean digests, boolean tags) {}

  /**
   * Reads a file, then what directories add: a table of the same prefix replaces the one before.
   *
   * @param file may be missing
   * @param directories of {@code *.conf}, in order; may be missing
   */
  static RegistriesConf read(@Nullable Path file, List<Path> directories) {
    RegistriesConf conf = new RegistriesConf();
    List<Path> files = new ArrayList<>();
    if (file != null) {
      files.add(file);
    }
    for (Path directory : directories) {
      files.addAll(parts(directory));
    }
    files.forEach(conf::add);
    return conf;
  }

  private static List<Path> parts(Path directory) {
    List<Path> parts = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.conf")) {
        found.forEach(parts::add);
      } catch (IOException e) {
        throw new RegistryException(directory + " cannot be read: " + e.getMessage(), e);
      }
    }
    parts.sort(null);
    return parts;
  }

  private void add(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      @Nullable JsonValue tables = Toml.parse(Files.readString(file), file + "").get("registry");
      for (JsonValue table : tables == null ? List.<JsonValue>of() : tables.array()) {
        Rule rule = rule(table, file);
        rules.put(rule.prefix(), rule);
      }
    } catch (JsonException e) {
      throw new RegistryException(file + ": [[registry]]: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RegistryException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Rule rule(JsonValue table, Path file) {
    String location = text(table, "location");
    String prefix = text(table, "prefix");
    if (prefix.isEmpty() && location.isEmpty()) {
      throw new RegistryException(file + ": a [[registry]] has neither prefix nor location");
    }
    boolean digestOnly = flag(table, "mirror-by-digest-only");
    List<Mirror> mirrors = new ArrayList<>();
    @Nullable JsonValue listed = table.get("mirror");
    for (JsonValue mirror : listed == null ? List.<JsonValue>of() : listed.array()) {
      mirrors.add(mirror(mirror, digestOnly, file));
    }
    return new Rule(
        prefix.isEmpty() ? location : prefix,
        location.isEmpty() && !prefix.startsWith("*.") ? prefix : location,
        flag(table, "insecure"),
        flag(table, "blocked"),
        mirrors);
  }

  private static Mirror mirror(JsonValue table, boolean digestOnly, Path file) {
    String location = text(table, "location");
    if (location.isEmpty()) {
      throw new RegistryException(file + ": a [[registry.mirror]] has no location");
    }
    String from = text(table, "pull-from-mirror");
    if (!List.of("", "all", "digest-only", "tag-only").contains(from)) {
      throw new RegistryException(
          file + ": pull-from-mirror=\"" + from + "\": write all, digest-only or tag-only");
    }
    boolean tags = !from.equals("digest-only") && !digestOnly;
    return new Mirror(location, flag(table, "insecure"), !from.equals("tag-only"), tags);
  }

  private static String text(JsonValue table, String name) {
    @Nullable JsonValue value = table.get(name);
    return value == null ? "" : value.string();
  }

  private static boolean flag(JsonValue table, String name) {
    @Nullable JsonValue value = table.get(name);
    return value != null && value.bool();
  }

  /** The table with the longest prefix of a name such as {@code docker.io/library/debian}. */
  @Nullable Rule rule(String name) {
    @Nullable Rule best = null;
    for (Rule rule : rules.values()) {
      if (covers(rule.prefix(), name)
          && (best == null || rule.prefix().length() > best.prefix().length())) {
        best = rule;
      }
    }
    return best;
  }

  private static boolean covers(String prefix, String name) {
    if (prefix.startsWith("*.")) {
      int slash = name.indexOf('/');
      return name.substring(0, Math.max(slash, 0)).endsWith(prefix.substring(1));
    }
    return name.equals(prefix) || name.startsWith(prefix + "/");
  }

  /** Whether a table names this host, as {@code a.local:5000}, as insecure. */
  boolean insecure(String host) {
    for (Rule rule : rules.values()) {
      if (rule.insecure()
          && (host(rule.location()).equals(host) || covers(rule.prefix(), host + "/"))) {
        return true;
      }
      if (rule.mirrors().stream().anyMatch(m -> m.insecure() && host(m.location()).equals(host))) {
        return true;
      }
    }
    return false;
  }

  private static String host(String location) {
    int slash = location.indexOf('/');
    return slash < 0 ? location : location.substring(0, slash);
  }
}
