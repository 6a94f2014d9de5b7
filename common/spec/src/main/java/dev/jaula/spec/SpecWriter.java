package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a spec as config.json, in the names and shapes of runtime-spec 1.3; {@link SpecReader}
 * reads the same spec back. {@link Device#source} has no word in the spec and is left out.
 */
public final class SpecWriter {
  private static final int INDENT = 2;

  private SpecWriter() {}

  /** On one line. */
  public static String write(Spec spec) {
    return write(spec, JsonText.compact());
  }

  /** For people, two spaces a depth. */
  public static String writeIndented(Spec spec) {
    return write(spec, JsonText.indented(INDENT));
  }

  private static String write(Spec spec, JsonText out) {
    out.object().member("ociVersion", Spec.OCI_VERSION).name("process");
    ProcessWriter.write(spec.process(), out);
    out.object("root").member("path", spec.root().path());
    out.member("readonly", spec.root().readonly()).endObject();
    text("hostname", spec.hostname(), out);
    text("domainname", spec.domainname(), out);
    out.array("mounts");
    for (Mount mount : spec.mounts()) {
      mount(mount, out);
    }
    out.endArray();
    if (!spec.annotations().isEmpty()) {
      map("annotations", spec.annotations(), out);
    }
    out.name("linux");
    LinuxWriter.write(spec.linux(), out);
    return out.endObject().toString();
  }

  static void mount(Mount mount, JsonText out) {
    out.object().member("destination", mount.destination());
    text("type", mount.type(), out);
    text("source", mount.source(), out);
    if (!mount.options().isEmpty()) {
      out.member("options", mount.options());
    }
    out.endObject();
  }

  /** A member, unless it is null. */
  static void text(String name, @Nullable String value, JsonText out) {
    if (value != null) {
      out.member(name, value);
    }
  }

  /** A member, unless it is null. */
  static void number(String name, @Nullable Long value, JsonText out) {
    if (value != null) {
      out.member(name, value);
    }
  }

  /** An object of strings. */
  static void map(String name, Map<String, String> values, JsonText out) {
    out.object(name);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      out.member(entry.getKey(), entry.getValue());
    }
    out.endObject();
  }
}
