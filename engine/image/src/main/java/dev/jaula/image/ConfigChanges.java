package dev.jaula.image;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instructions of a Dockerfile applied to how an image is run ({@link ImageConfig#process}), as
 * {@code commit --change} and {@code import --change} do: CMD, ENTRYPOINT, ENV, EXPOSE,
 * HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR.
 */
public final class ConfigChanges {
  private static final int LAST_PORT = 65_535;

  private final Obj process;
  private boolean isCommandSet;

  private ConfigChanges(Obj process) {
    this.process = process;
  }

  /**
   * A changed copy; members that no instruction names stay as they are.
   *
   * @throws ImageException naming the instruction that is none, or is written wrong
   */
  public static Obj apply(Obj process, List<String> instructions) {
    Obj copy = new Obj();
    process.members().forEach(copy::put);
    ConfigChanges changes = new ConfigChanges(copy);
    for (String instruction : instructions) {
      changes.apply(instruction.strip());
    }
    return copy;
  }

  private void apply(String instruction) {
    int end = blank(instruction);
    String name = instruction.substring(0, end).toUpperCase(Locale.ROOT);
    String rest = instruction.substring(end).strip();
    try {
      if (rest.isEmpty()) {
        throw new ImageException(name + " needs an argument");
      }
      apply(name, rest);
    } catch (ImageException e) {
      throw new ImageException("--change \"" + instruction + "\": " + e.getMessage(), e);
    }
  }

  private void apply(String name, String rest) {
    switch (name) {
      case "CMD" -> command(rest);
      case "ENTRYPOINT" -> entrypoint(rest);
      case "ENV" -> pairs(rest).forEach(this::environment);
      case "EXPOSE" -> ShellWords.split(rest, variables()).forEach(this::expose);
      case "HEALTHCHECK" -> process.put("Healthcheck", Healthcheck.read(rest));
      case "LABEL" ->
          pairs(rest).forEach((k, v) -> process.put("Labels", object("Labels").put(k, v)));
      case "ONBUILD" -> onBuild(rest);
      case "STOPSIGNAL" -> process.put("StopSignal", ShellWords.one(rest, variables()));
      case "USER" -> process.put("User", ShellWords.one(rest, variables()));
      case "VOLUME" -> volume(rest);
      case "WORKDIR" -> directory(ShellWords.one(rest, variables()));
      default ->
          throw new ImageException(
              name
                  + " is not a valid change command; there are CMD, ENTRYPOINT, ENV, EXPOSE,"
                  + " HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME and WORKDIR");
    }
  }

  /** Where the first blank is, or the end. */
  static int blank(String text) {
    int at = 0;
    while (at < text.length() && !ShellWords.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static long number(String text, long least, long most) {
    long number = -1;
    boolean isNumber = !text.isEmpty() && text.length() <= 10;
    for (int i = 0; i < text.length(); i++) {
      isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (isNumber) {
      number = Long.parseLong(text);
    }
    if (number < least || number > most) {
      throw new ImageException("\"" + text + "\" is no number from " + least + " to " + most);
    }
    return number;
  }

  private void command(String rest) {
    process.put("Cmd", arguments(rest));
    isCommandSet = true;
  }

  /** A command that was meant for another entrypoint goes, as in a build. */
  private void entrypoint(String rest) {
    process.put("Entrypoint", arguments(rest));
    if (!isCommandSet) {
      process.members().remove("Cmd");
    }
  }

  /** A list in JSON, or a line for the image's shell. */
  private Arr arguments(String rest) {
    @Nullable Arr list = jsonList(rest);
    if (list != null) {
      return list;
    }
    Arr shell = array("Shell");
    if (shell.items().isEmpty()) {
      shell.add("/bin/sh").add("-c");
    }
    return shell.add(rest);
  }

  /** Null when it is no list of strings in JSON: then it is a plain line. */
  static @Nullable Arr jsonList(String text) {
    if (!text.startsWith("[")) {
      return null;
    }
    try {
      if (JsonParser.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof Arr array) {
        boolean strings = true;
        for (JsonValue item : array.items()) {
          strings &= item instanceof Str;
        }
        return strings ? array : null;
      }
    } catch (JsonException e) {
      // a plain line that begins with a bracket, as test does
    }
    return null;
  }

  /** {@code A=1 B="2 3"}, or {@code A the rest of the line}. */
  private Map<String, String> pairs(String rest) {
    Map<String, String> variables = variables();
    Map<String, String> pairs = new LinkedHashMap<>();
    int end = blank(rest);
    if (rest.substring(0, end).indexOf('=') < 0) {
      String value = rest.substring(end).strip();
      if (value.isEmpty()) {
        throw new ImageException("write it as NAME=VALUE");
      }
      pairs.put(
          ShellWords.one(rest.substring(0, end), variables), ShellWords.one(value, variables));
      return pairs;
    }
    for (String word : ShellWords.split(rest, variables)) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw new ImageException("\"" + word + "\": write it as NAME=VALUE");
      }
      pairs.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return pairs;
  }

  private void environment(String name, String value) {
    Arr changed = new Arr();
    boolean found = false;
    for (JsonValue item : array("Env").items()) {
      boolean same = item instanceof Str text && text.value().startsWith(name + "=");
      if (!same) {
        changed.add(item);
      } else if (!found) {
        changed.add(name + "=" + value);
      }
      found |= same;
    }
    process.put("Env", found ? changed : changed.add(name + "=" + value));
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonValue item : array("Env").items()) {
      String text = item instanceof Str string ? string.value() : "";
      int equals = text.indexOf('=');
      if (equals > 0) {
        variables.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    return variables;
  }

  /** {@code 80}, {@code 53/udp}, {@code 8000-8010/tcp}. */
  private void expose(String text) {
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (!protocol.equals("tcp") && !protocol.equals("udp") && !protocol.equals("sctp")) {
      throw new ImageException("\"" + protocol + "\": a port is of tcp, udp or sctp");
    }
    String ports = slash < 0 ? text : text.substring(0, slash);
    int dash = ports.indexOf('-');
    long first = number(dash < 0 ? ports : ports.substring(0, dash), 1, LAST_PORT);
    long last = dash < 0 ? first : number(ports.substring(dash + 1), first, LAST_PORT);
    Obj exposed = object("ExposedPorts");
    for (long port = first; port <= last; port++) {
      exposed.put(port + "/" + protocol, new Obj());
    }
    process.put("ExposedPorts", exposed);
  }

  private void onBuild(String rest) {
    String trigger = rest.substring(0, blank(rest)).toUpperCase(Locale.ROOT);
    if (trigger.equals("ONBUILD") || trigger.equals("FROM") || trigger.equals("MAINTAINER")) {
      throw new ImageException(trigger + " isn't allowed as an ONBUILD trigger");
    }
    process.put("OnBuild", array("OnBuild").add(rest));
  }

  private void volume(String rest) {
    Obj volumes = object("Volumes");
    @Nullable Arr list = jsonList(rest);
    if (list == null) {
      ShellWords.split(rest, variables()).forEach(path -> volumes.put(path, new Obj()));
    } else {
      list.items().forEach(item -> volumes.put(item.string(), new Obj()));
    }
    process.put("Volumes", volumes);
  }

  /** A relative one is below the one before. */
  private void directory(String text) {
    String before = process.members().get("WorkingDir") instanceof Str s ? s.value() : "";
    process.put("WorkingDir", Path.of("/", before, "/").resolve(text).normalize().toString());
  }

  /** A copy of a list, or an empty one. */
  private Arr array(String name) {
    Arr copy = new Arr();
    if (process.members().get(name) instanceof Arr array) {
      array.items().forEach(copy::add);
    }
    return copy;
  }

  /** A copy of an object, or an empty one. */
  private Obj object(String name) {
    Obj copy = new Obj();
    if (process.members().get(name) instanceof Obj object) {
      object.members().forEach(copy::put);
    }
    return copy;
  }
}
