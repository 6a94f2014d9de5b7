package dev.jaula.image;

import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import dev.jaula.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an image is run and what it is made of (image-spec, config.md).
 *
 * @param platform what it runs on
 * @param created RFC 3339; empty when it does not say
 * @param diffIds the digests of the layers' tar archives, the lowest first
 * @param process the member {@code config}: Env, Cmd, Entrypoint, User ...; empty when there is
 *     none
 * @param history one object for each step, those without a layer too
 * @param raw the whole object as it was read
 */
public record ImageConfig(
    Platform platform,
    String created,
    List<Digest> diffIds,
    Obj process,
    List<Obj> history,
    Obj raw) {

  /**
   * Reads a configuration.
   *
   * @throws ImageException when a part that is needed is missing
   */
  public static ImageConfig read(byte[] utf8) {
    return read(Manifest.object("image config", utf8));
  }

  static ImageConfig read(Obj raw) {
    @Nullable String os = Members.textOrNull(raw, "os");
    @Nullable String architecture = Members.textOrNull(raw, "architecture");
    @Nullable String created = Members.textOrNull(raw, "created");
    Platform platform =
        new Platform(
            os == null ? "linux" : os,
            architecture == null ? Platform.current().architecture() : architecture,
            Members.textOrNull(raw, "variant"));
    Obj process = raw.members().get("config") instanceof Obj object ? object : new Obj();
    return new ImageConfig(
        platform, created == null ? "" : created, diffIds(raw), process, history(raw), raw);
  }

  private static List<Digest> diffIds(Obj raw) {
    if (!(raw.members().get("rootfs") instanceof Obj rootfs)) {
      throw new ImageException("image config: \"rootfs.diff_ids\" is missing: this is no image");
    }
    @Nullable JsonValue value = rootfs.members().get("diff_ids");
    if (value instanceof JsonValue.Null) {
      return List.of(); // as Go writes a list that was never made
    }
    if (!(value instanceof Arr array)) {
      throw new ImageException("image config: \"rootfs.diff_ids\" is missing: this is no image");
    }
    List<Digest> all = new ArrayList<>();
    for (JsonValue item : array.items()) {
      if (!(item instanceof Str text)) {
        throw new ImageException("image config: \"rootfs.diff_ids\" must be strings");
      }
      all.add(Digest.parse(text.value()));
    }
    return all;
  }

  private static List<Obj> history(Obj raw) {
    List<Obj> all = new ArrayList<>();
    if (raw.members().get("history") instanceof Arr array) {
      for (JsonValue item : array.items()) {
        if (item instanceof Obj object) {
          all.add(object);
        }
      }
    }
    return all;
  }

  /**
   * A list of strings of {@link #process}, as {@code Env} or {@code Cmd}; empty without it. A
   * string alone is a list of one, as old clients wrote it.
   *
   * @throws ImageException when it is anything else
   */
  public List<String> list(String name) {
    return switch (process.members().get(name)) {
      case null -> List.of();
      case JsonValue.Null ignored -> List.of();
      case Str one -> List.of(one.value());
      case Arr array -> strings(name, array);
      default -> throw wrong(name, "a list of strings");
    };
  }

  private static List<String> strings(String name, Arr array) {
    List<String> all = new ArrayList<>(array.items().size());
    for (JsonValue item : array.items()) {
      if (!(item instanceof Str text)) {
        throw wrong(name, "a list of strings");
      }
      all.add(text.value());
    }
    return all;
  }

  private static ImageException wrong(String name, String right) {
    return new ImageException(
        "image config: \"config." + name + "\" must be " + right + "; the image was made wrong");
  }

  /**
   * A string of {@link #process}, as {@code User}; empty without it.
   *
   * @throws ImageException when it is anything else
   */
  public String text(String name) {
    return switch (process.members().get(name)) {
      case null -> "";
      case JsonValue.Null ignored -> "";
      case Str text -> text.value();
      default -> throw wrong(name, "a string");
    };
  }

  /** The names of a set of {@link #process}, as {@code Volumes} or {@code ExposedPorts}. */
  public List<String> set(String name) {
    return process.members().get(name) instanceof Obj object
        ? List.copyOf(object.members().keySet())
        : List.of();
  }

  /** {@code Labels}. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    if (process.members().get("Labels") instanceof Obj object) {
      object
          .members()
          .forEach((name, value) -> labels.put(name, value instanceof Str t ? t.value() : ""));
    }
    return labels;
  }

  /** Who made it; empty when it does not say. */
  public String author() {
    @Nullable String author = Members.textOrNull(raw, "author");
    return author == null ? "" : author;
  }

  /** This one made by somebody else. */
  public ImageConfig withAuthor(String author) {
    Obj copy = new Obj();
    raw.members().forEach(copy::put);
    return read(copy.put("author", author));
  }

  /** As it is kept and sent. */
  public byte[] bytes() {
    return JsonWriter.write(raw).getBytes(StandardCharsets.UTF_8);
  }

  /** A configuration without layers. */
  public static ImageConfig empty(Platform platform, String created) {
    Obj raw = new Obj().put("created", created).put("architecture", platform.architecture());
    if (platform.variant() != null) {
      raw.put("variant", platform.variant());
    }
    raw.put("os", platform.os()).put("config", new Obj());
    raw.put("rootfs", new Obj().put("type", "layers").put("diff_ids", new Arr()));
    return read(raw.put("history", new Arr()));
  }

  /**
   * This one with another layer on top, or with a step that changes no file.
   *
   * @param layer the layer's diff ID; null for none
   * @param step what is said of it in the history
   * @param changed the new {@link #process}
   */
  public ImageConfig with(@Nullable Digest layer, Obj step, Obj changed, String now) {
    Obj copy = new Obj();
    raw.members().forEach(copy::put);
    copy.put("created", now).put("config", changed);
    Arr diffs = new Arr();
    diffIds.forEach(diff -> diffs.add(diff.toString()));
    if (layer != null) {
      diffs.add(layer.toString());
    }
    copy.put("rootfs", new Obj().put("type", "layers").put("diff_ids", diffs));
    Arr steps = new Arr();
    history.forEach(steps::add);
    return read(copy.put("history", steps.add(step)));
  }
}
