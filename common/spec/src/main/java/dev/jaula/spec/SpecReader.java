package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads config.json (runtime-spec 1.3, config.md and config-linux.md): unknown properties are
 * ignored, as the spec demands; a wrong value is a {@link SpecException} with its JSON path.
 */
public final class SpecReader {
  private SpecReader() {}

  /** As {@link #read(JsonValue, List)}, without the warnings. */
  public static Spec read(JsonValue document) {
    return read(document, new ArrayList<>());
  }

  /**
   * Reads a whole spec. Root must be there; process may come later, see {@link Creatable}.
   *
   * @param warnings receives one line for each thing that cannot be granted and need not be, as an
   *     unknown capability
   * @throws SpecException for the first value that the spec does not allow
   */
  public static Spec read(JsonValue document, List<String> warnings) {
    Field config = Field.document(document, "config.json");
    String version = version(config);
    @Nullable Field process = config.get("process");
    Root root = root(config);
    List<Mount> mounts = MountReader.readMapped(config);
    @Nullable Hooks hooks = HookReader.read(config);
    Linux linux = LinuxAttributes.read(config);
    return new Spec(
        version,
        process == null ? null : ProcessAttributes.read(process, warnings),
        root,
        nodeName(config, linux, "hostname"),
        nodeName(config, linux, "domainname"),
        mounts,
        hooks,
        linux,
        annotations(config));
  }

  /**
   * Reads what Jaula's own commands write of a container: that has a process, and nothing that only
   * an OCI config.json can say, which is left out.
   */
  public static Spec readOwn(JsonValue document) {
    Field config = Field.document(document, "config.json");
    String version = version(config);
    Field process = config.need("process", "{\"cwd\": \"/\"}");
    Linux linux = LinuxReader.read(config);
    return new Spec(
        version,
        ProcessReader.read(process, new ArrayList<>()),
        root(config),
        nodeName(config, linux, "hostname"),
        nodeName(config, linux, "domainname"),
        MountReader.read(config),
        null,
        linux,
        annotations(config));
  }

  /**
   * Reads a process alone, as {@code exec --process FILE} is given (config.md, "Process").
   *
   * @param warnings as for {@link #read(JsonValue, List)}
   */
  public static Process readProcess(JsonValue document, List<String> warnings) {
    return ProcessAttributes.read(Field.part(document, "process"), warnings);
  }

  /** Reads mounts alone, an array as the member mounts (config.md, "Mounts"). */
  public static List<Mount> readMounts(JsonValue document) {
    JsonValue.Obj config = new JsonValue.Obj().put("mounts", document);
    return MountReader.readMapped(Field.document(config, "mounts"));
  }

  /**
   * Reads limits alone, as {@code update --resources FILE} is given (config-linux.md, "Control
   * groups"); paths of errors begin with {@code resources}.
   */
  public static Resources readResources(JsonValue document) {
    return LimitsReader.read(Field.part(document, "resources"));
  }

  /** SemVer 2.0 whose major version is not newer than ours. */
  private static String version(Field config) {
    Field field = config.need("ociVersion", "\"" + Spec.OCI_VERSION + "\"");
    String version = field.text();
    int minor = digits(version, afterDot(version, digits(version, 0)));
    int end = digits(version, afterDot(version, minor));
    boolean right =
        end > 0
            && (end == version.length()
                || version.charAt(end) == '-'
                || version.charAt(end) == '+');
    if (!right) {
      throw field.bad("is not a version; write e.g. \"" + Spec.OCI_VERSION + "\"");
    }
    if (!version.startsWith("0.") && !version.startsWith("1.")) {
      throw field.bad("is a version that Jaula does not know; write 1.0.0 to " + Spec.OCI_VERSION);
    }
    return version;
  }

  /** The end of the digits that begin here, or -1 when there are none. */
  private static int digits(String text, int from) {
    int at = from;
    while (at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at == from ? -1 : at;
  }

  /** The position after a dot that stands here, or -1. */
  private static int afterDot(String text, int at) {
    return at > 0 && at < text.length() && text.charAt(at) == '.' ? at + 1 : -1;
  }

  private static Root root(Field config) {
    Field root = config.need("root", "{\"path\": \"rootfs\"}");
    Field path = root.need("path", "\"rootfs\"");
    if (path.text().isEmpty()) {
      throw path.bad("is empty; write the directory of the root file system, e.g. \"rootfs\"");
    }
    return new Root(path.text(), root.flag("readonly"));
  }

  private static @Nullable String nodeName(Field config, Linux linux, String key) {
    Field field = config.get(key);
    if (field == null || field.text().isEmpty()) {
      return null;
    }
    if (field.text().length() > 64) {
      throw field.bad("is too long; the kernel takes 64 characters");
    }
    if (linux.namespace(NamespaceType.UTS) == null) {
      throw field.bad("needs a uts namespace; add {\"type\": \"uts\"} to linux.namespaces");
    }
    return field.text();
  }

  private static Map<String, String> annotations(Field config) {
    Map<String, String> annotations = config.strings("annotations");
    if (annotations.containsKey("")) {
      throw new SpecException("annotations[\"\"]: the name is empty; write a name or remove it");
    }
    return annotations;
  }
}
