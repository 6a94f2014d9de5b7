package dev.jaula.archive;

import dev.jaula.image.ImageException;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instructions of a Dockerfile on the configuration of an image, as {@code --change} of {@code
 * docker import} and {@code docker commit} takes them: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK,
 * LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME, WORKDIR.
 */
public final class Changes {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private final Obj process;

  private Changes(Obj process) {
    this.process = process;
  }

  /**
   * A configuration ({@link dev.jaula.image.ImageConfig#process}) with the instructions carried
   * out; the one that is given stays as it is.
   *
   * @throws ImageException naming the instruction that is wrong
   */
  public static Obj apply(Obj process, List<String> instructions) {
    Obj copy = new Obj();
    process.members().forEach(copy::put);
    Changes changes = new Changes(copy);
    for (String instruction : instructions) {
      changes.apply(instruction.strip());
    }
    return copy;
  }

  private void apply(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String word = line.substring(0, end).toUpperCase(Locale.ROOT);
    String rest = line.substring(end).strip();
    if (rest.isEmpty()) {
      throw new ImageException(
          "--change \""
              + line
              + "\": "
              + (word.isEmpty() ? "it is empty" : word + " requires at least one argument"));
    }
    switch (word) {
      case "CMD" -> process.put("Cmd", command(rest));
      case "ENTRYPOINT" -> process.put("Entrypoint", command(rest));
      case "SHELL" -> process.put("Shell", list(word, rest));
      case "ENV" -> Words.pairs(rest).forEach(this::variable);
      case "LABEL" ->
          Words.pairs(rest).forEach((name, value) -> set("Labels", name, new Str(value)));
      case "EXPOSE" -> Words.split(rest).forEach(this::expose);
      case "VOLUME" -> volumes(rest);
      case "USER" -> process.put("User", Words.one(rest));
      case "WORKDIR" -> process.put("WorkingDir", workingDirectory(Words.one(rest)));
      case "STOPSIGNAL" -> process.put("StopSignal", Words.one(rest));
      case "ONBUILD" -> append("OnBuild", rest);
      case "HEALTHCHECK" -> process.put("Healthcheck", Healthcheck.read(rest));
      default ->
          throw new ImageException(
              word.toLowerCase(Locale.ROOT)
                  + " is not a valid change command; fix: use CMD, ENTRYPOINT, ENV, EXPOSE,"
                  + " HEALTHCHECK, LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME or WORKDIR");
    }
  }

  /** A command: a JSON array, or a line for the shell. */
  private Arr command(String rest) {
    Arr array = array(rest);
    if (array != null) {
      return array;
    }
    Arr shell =
        process.get("Shell") instanceof Arr own
            ? new Arr(new java.util.ArrayList<>(own.items()))
            : JsonValue.of(SHELL);
    return shell.add(rest);
  }

  private static Arr list(String word, String rest) {
    Arr array = array(rest);
    if (array == null) {
      throw new ImageException("--change " + word + " " + rest + ": write it as a JSON array");
    }
    return array;
  }

  /** A JSON array of strings; null when it is none. */
  static @Nullable Arr array(String text) {
    if (!text.startsWith("[")) {
      return null;
    }
    try {
      JsonValue value = JsonParser.parse(text.getBytes(StandardCharsets.UTF_8));
      boolean strings = value.array().stream().allMatch(Str.class::isInstance);
      return strings ? (Arr) value : null;
    } catch (JsonException e) {
      return null;
    }
  }

  private void variable(String name, String value) {
    Arr variables = new Arr();
    if (process.get("Env") instanceof Arr before) {
      before.items().stream()
          .filter(item -> !(item instanceof Str(String text) && text.startsWith(name + "=")))
          .forEach(variables::add);
    }
    process.put("Env", variables.add(name + "=" + value));
  }

  private void set(String member, String name, JsonValue value) {
    Obj copy = new Obj();
    if (process.get(member) instanceof Obj(Map<String, JsonValue> before)) {
      before.forEach(copy::put);
    }
    process.put(member, copy.put(name, value));
  }

  private void append(String member, String text) {
    Arr copy = new Arr();
    if (process.get(member) instanceof Arr before) {
      before.items().forEach(copy::add);
    }
    process.put(member, copy.add(text));
  }

  private void volumes(String rest) {
    Arr array = array(rest);
    if (array == null) {
      array = JsonValue.of(Words.split(rest));
    }
    array.items().forEach(volume -> set("Volumes", volume.string(), new Obj()));
  }

  private void expose(String text) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
    String ports = slash < 0 ? text : text.substring(0, slash);
    int dash = ports.indexOf('-');
    int first = port(text, dash < 0 ? ports : ports.substring(0, dash));
    int last = dash < 0 ? first : port(text, ports.substring(dash + 1));
    if (last < first || !List.of("tcp", "udp", "sctp").contains(protocol)) {
      throw wrongPort(text);
    }
    for (int port = first; port <= last; port++) {
      set("ExposedPorts", port + "/" + protocol, new Obj());
    }
  }

  private static int port(String text, String digits) {
    boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber && digits.length() < 6 ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw wrongPort(text);
    }
    return port;
  }

  private static ImageException wrongPort(String text) {
    return new ImageException(
        "invalid containerPort: " + text + "; write it as 80, 80/udp or 8000-8010/tcp");
  }

  private String workingDirectory(String path) {
    String before = process.get("WorkingDir") instanceof Str(String text) ? text : "/";
    return Path.of("/").resolve(before).resolve(path).normalize().toString();
  }
}
