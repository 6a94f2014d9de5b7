package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Docker's config.json, or Podman's auth.json (containers-auth.json(5)), of which only {@code
 * auths}, {@code credsStore} and {@code credHelpers} are ours; all else is kept as it is.
 */
final class AuthFile {
  private final Path path;
  private final Obj json;

  private AuthFile(Path path, Obj json) {
    this.path = path;
    this.json = json;
  }

  /** Reads the file; one that is missing or empty has no members. */
  static AuthFile read(Path path) {
    try {
      byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
      JsonValue json = bytes.length == 0 ? new Obj() : JsonParser.parse(bytes);
      if (json instanceof Obj object) {
        return new AuthFile(path, object);
      }
      throw new RegistryException(path + " is no JSON object");
    } catch (JsonException e) {
      throw new RegistryException(path + " is no JSON: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RegistryException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The helper that keeps this server's credentials; null when the file does. */
  @Nullable String helper(String server) {
    @Nullable JsonValue helpers = json.get("credHelpers");
    if (helpers != null && helpers.get(server) instanceof Str(String own) && !own.isEmpty()) {
      return own;
    }
    return json.get("credsStore") instanceof Str(String all) && !all.isEmpty() ? all : null;
  }

  /**
   * What the file itself has.
   *
   * @param server as {@code localhost:5000} or {@code localhost:5000/a}; a key may have a scheme
   *     before it and a path such as {@code /v1/} behind
   */
  @Nullable Credential find(String server) {
    if (!(json.get("auths") instanceof Obj(Map<String, JsonValue> auths))) {
      return null;
    }
    for (Map.Entry<String, JsonValue> auth : auths.entrySet()) {
      if (auth.getKey().equals(server) || bare(auth.getKey()).equals(server)) {
        @Nullable Credential credential = credential(auth.getKey(), auth.getValue());
        if (credential != null) {
          return credential;
        }
      }
    }
    return null;
  }

  private static String bare(String key) {
    int scheme = key.indexOf("://");
    String rest = scheme < 0 ? key : key.substring(scheme + 3);
    String lower = rest.toLowerCase(Locale.ROOT);
    for (String end : new String[] {"/v1/", "/v2/", "/v1", "/v2", "/"}) {
      if (lower.endsWith(end)) {
        return rest.substring(0, rest.length() - end.length());
      }
    }
    return rest;
  }

  private @Nullable Credential credential(String key, JsonValue entry) {
    String user = text(entry, "username");
    String secret = text(entry, "password");
    String auth = text(entry, "auth");
    if (!auth.isEmpty()) {
      String pair = decoded(key, auth);
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw damaged(key);
      }
      user = pair.substring(0, colon);
      secret = pair.substring(colon + 1);
    }
    @Nullable String identity = orNull(text(entry, "identitytoken"));
    @Nullable String token = orNull(text(entry, "registrytoken"));
    boolean nothing = user.isEmpty() && secret.isEmpty() && identity == null && token == null;
    return nothing ? null : new Credential(user, secret, identity, token);
  }

  private String decoded(String key, String auth) {
    try {
      String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int end = pair.length();
      while (end > 0 && pair.charAt(end - 1) == 0) {
        end--;
      }
      return pair.substring(0, end);
    } catch (IllegalArgumentException e) {
      throw damaged(key);
    }
  }

  private RegistryException damaged(String key) {
    return new RegistryException(
        path + ": \"auth\" of " + key + " is not base64 of user:password; log in again");
  }

  private static String text(JsonValue entry, String name) {
    return entry.get(name) instanceof Str(String text) ? text : "";
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Puts credentials into the file. */
  void put(String key, Credential credential) {
    Obj entry = new Obj();
    String pair = credential.user() + ":" + credential.secret();
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 1) {
      entry.put("auth", Base64.getEncoder().encodeToString(bytes));
    }
    entry.put("identitytoken", credential.identityToken());
    auths().put(key, entry);
  }

  /** Says that a helper has them, as Docker does. */
  void mention(String key) {
    auths().put(key, new Obj());
  }

  private Obj auths() {
    if (json.get("auths") instanceof Obj there) {
      return there;
    }
    Obj auths = new Obj();
    json.put("auths", auths);
    return auths;
  }

  /** Takes an entry away, under whatever form of its key; returns whether there was one. */
  boolean remove(String server) {
    return json.get("auths") instanceof Obj(Map<String, JsonValue> auths)
        && auths.keySet().removeIf(key -> key.equals(server) || bare(key).equals(server));
  }

  /** Writes a new file, readable by its owner only, and renames it over the old one. */
  void write() {
    try {
      // A link to the file stays one, as people keep their dot files elsewhere.
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Path directory = directory(target);
      Path fresh = Files.createTempFile(directory, ".config", ".json", ownerOnly("rw-------"));
      try {
        ByteBuffer text =
            ByteBuffer.wrap(JsonWriter.indented(json).getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          while (text.hasRemaining()) {
            out.write(text);
          }
          out.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new RegistryException(path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static Path directory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("it is no file");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, ownerOnly("rwx------"));
    }
    return directory;
  }

  private static FileAttribute<?> ownerOnly(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
