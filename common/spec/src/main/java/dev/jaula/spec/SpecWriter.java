package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a spec as config.json, in the names and shapes of runtime-spec 1.3, in the order of its Go
 * types and as them without what is empty; {@link SpecReader} reads the same spec back. {@link
 * Device#source} has no word in the spec and is left out.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /** A process alone, on one line, as {@link SpecReader#readProcess} reads it. */
  public static String write(Process process) {
    JsonText out = JsonText.compact();
    ProcessWriter.write(process, out);
    return out.toString();
  }

  /** On one line. */
  public static String write(Spec spec) {
    JsonText out = JsonText.compact();
    out.object().member("ociVersion", spec.ociVersion());
    @Nullable Process process = spec.process();
    if (process != null) {
      out.name("process");
      ProcessWriter.write(process, out);
    }
    root(spec.root(), out);
    text("hostname", spec.hostname(), out);
    text("domainname", spec.domainname(), out);
    mounts(spec.mounts(), out);
    member(spec.hooks(), out);
    if (!spec.annotations().isEmpty()) {
      map("annotations", spec.annotations(), out);
    }
    out.name("linux");
    LinuxWriter.write(spec.linux(), out);
    return out.endObject().toString();
  }

  static void root(Root root, JsonText out) {
    out.object("root").member("path", root.path());
    flag("readonly", root.readonly(), out);
    out.endObject();
  }

  static void mounts(List<Mount> mounts, JsonText out) {
    if (mounts.isEmpty()) {
      return;
    }
    out.array("mounts");
    for (Mount mount : mounts) {
      mount(mount, out);
    }
    out.endArray();
  }

  static void mount(Mount mount, JsonText out) {
    out.object().member("destination", mount.destination());
    text("type", mount.type(), out);
    text("source", mount.source(), out);
    texts("options", mount.options(), out);
    LinuxWriter.mappings("uidMappings", mount.uidMappings(), out);
    LinuxWriter.mappings("gidMappings", mount.gidMappings(), out);
    out.endObject();
  }

  /** A part that names itself, unless it is null. */
  static void member(@Nullable Member member, JsonText out) {
    if (member != null) {
      member.write(out);
    }
  }

  /** A member, unless it is null. */
  static void text(String name, @Nullable String value, JsonText out) {
    if (value != null) {
      out.member(name, value);
    }
  }

  /** An array of strings, unless it is empty. */
  static void texts(String name, List<String> values, JsonText out) {
    if (!values.isEmpty()) {
      out.member(name, values);
    }
  }

  /** A member, unless it is false. */
  static void flag(String name, boolean value, JsonText out) {
    if (value) {
      out.member(name, true);
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
