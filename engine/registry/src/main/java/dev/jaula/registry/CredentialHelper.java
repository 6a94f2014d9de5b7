package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker-credential-NAME} that keeps credentials (github.com/docker/
 * docker-credential-helpers, "Development"): one word as argument, JSON on its input and output.
 */
final class CredentialHelper {
  /** The user that says that the secret is a refresh token. */
  private static final String TOKEN = "<token>";

  private static final String NOT_FOUND = "credentials not found in native keychain";
  private static final int OUTPUT = 1 << 20;

  private final String program;
  private final Map<String, String> environment;

  CredentialHelper(String name, Map<String, String> environment) {
    this.program = "docker-credential-" + name;
    this.environment = environment;
  }

  /** Null when it knows none. */
  @Nullable Credential get(String server) {
    Output output = run("get", server);
    if (output.status() != 0) {
      if (output.text().trim().equals(NOT_FOUND)) {
        return null;
      }
      throw failed("get", output);
    }
    try {
      JsonValue answer = JsonParser.parse(output.text().getBytes(StandardCharsets.UTF_8));
      String user = text(answer, "Username");
      String secret = text(answer, "Secret");
      return user.equals(TOKEN)
          ? new Credential("", "", secret, null)
          : user.isEmpty() && secret.isEmpty() ? null : Credential.of(user, secret);
    } catch (JsonException e) {
      throw new RegistryException(program + " get answers no JSON: " + e.getMessage(), e);
    }
  }

  private static String text(JsonValue answer, String name) {
    return answer.get(name) instanceof JsonValue.Str(String text) ? text : "";
  }

  void store(String server, Credential credential) {
    @Nullable String token = credential.identityToken();
    Obj input =
        new Obj()
            .put("ServerURL", server)
            .put("Username", token == null ? credential.user() : TOKEN)
            .put("Secret", token == null ? credential.secret() : token);
    Output output = run("store", JsonWriter.write(input));
    if (output.status() != 0) {
      throw failed("store", output);
    }
  }

  /** Returns whether there was something to erase. */
  boolean erase(String server) {
    Output output = run("erase", server);
    if (output.status() != 0 && !output.text().trim().equals(NOT_FOUND)) {
      throw failed("erase", output);
    }
    return output.status() == 0;
  }

  private record Output(int status, String text) {}

  private RegistryException failed(String verb, Output output) {
    return new RegistryException(
        program
            + " "
            + verb
            + " ends with status "
            + output.status()
            + ": "
            + Refusal.safe(output.text()));
  }

  private Output run(String verb, String input) {
    ProcessBuilder builder = new ProcessBuilder(List.of(path() + "", verb));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A helper need not read what it can do without; its status tells.
        process.getInputStream().available();
      }
      byte[] text = process.getInputStream().readNBytes(OUTPUT);
      return new Output(process.waitFor(), new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RegistryException(program + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException(program + " was interrupted", e);
    }
  }

  private Path path() {
    List<String> looked = new ArrayList<>();
    if (program.indexOf('/') < 0) {
      for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
        Path candidate = Path.of(directory).resolve(program);
        if (!directory.isEmpty() && Files.isExecutable(candidate)) {
          return candidate;
        }
        looked.add(directory);
      }
    }
    throw new RegistryException(
        program
            + " is named in credsStore or credHelpers of config.json, but is not in PATH "
            + String.join(":", looked)
            + "; install it, or take the entry away");
  }
}
