package dev.jaula.handover;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import dev.jaula.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs of an image that is unpacked (image-spec, config.md). The engine writes one for
 * each name; whoever runs the image holds a shared lock of it (man 2 flock), and who removes the
 * name takes the exclusive one.
 *
 * @param id the digest of its config
 * @param layers directories, the uppermost first, relative to the store
 * @param users the directory with its /etc/passwd and /etc/group, relative to the store
 * @param env variables, each {@code NAME=VALUE}
 * @param entrypoint what a command is given to
 * @param command what is run when nothing is said
 * @param user as {@code --user} has it; empty for root
 * @param directory the working directory; empty for the root
 * @param stopSignal by name or number; empty for TERM
 * @param volumes paths that are meant to be written to
 * @param labels of the image, but for those that begin with {@code jaula.}
 */
public record RunRecord(
    String id,
    List<String> layers,
    String users,
    List<String> env,
    List<String> entrypoint,
    List<String> command,
    String user,
    String directory,
    String stopSignal,
    List<String> volumes,
    Map<String, String> labels) {

  /** Of no image. */
  public static final RunRecord NONE = read(new byte[] {'{', '}'});

  /** The working directory as an absolute path. */
  public String workingDirectory() {
    return directory.startsWith("/") ? directory : "/" + directory;
  }

  /** The file's text. */
  public String write() {
    Obj all = new Obj().put("id", id).put("layers", array(layers)).put("users", users);
    all.put("env", array(env)).put("entrypoint", array(entrypoint)).put("command", array(command));
    all.put("user", user).put("directory", directory).put("stopSignal", stopSignal);
    Obj texts = new Obj();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      texts.put(label.getKey(), label.getValue());
    }
    return JsonWriter.write(all.put("volumes", array(volumes)).put("labels", texts));
  }

  private static Arr array(List<String> items) {
    Arr array = new Arr();
    for (String item : items) {
      array.add(item);
    }
    return array;
  }

  /** Reads what {@link #write} wrote; anything else gives empty parts. */
  public static RunRecord read(byte[] utf8) {
    Map<String, JsonValue> all =
        JsonParser.parse(utf8) instanceof Obj object ? object.members() : Map.of();
    return new RunRecord(
        text(all.get("id")),
        list(all.get("layers")),
        text(all.get("users")),
        list(all.get("env")),
        list(all.get("entrypoint")),
        list(all.get("command")),
        text(all.get("user")),
        text(all.get("directory")),
        text(all.get("stopSignal")),
        list(all.get("volumes")),
        texts(all.get("labels")));
  }

  private static String text(@Nullable JsonValue value) {
    return value instanceof Str text ? text.value() : "";
  }

  private static List<String> list(@Nullable JsonValue value) {
    List<String> items = new ArrayList<>();
    if (value instanceof Arr array) {
      for (JsonValue item : array.items()) {
        items.add(text(item));
      }
    }
    return items;
  }

  private static Map<String, String> texts(@Nullable JsonValue value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Obj object) {
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        // Jaula's own annotations begin so: no image may give them
        if (!member.getKey().startsWith("jaula.")) {
          texts.put(member.getKey(), text(member.getValue()));
        }
      }
    }
    return texts;
  }
}
