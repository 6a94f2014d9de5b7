package dev.jaula.plan;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonPart;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Compiler;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.SeccompException;
import dev.jaula.spec.Spec;
import dev.jaula.spec.SpecException;
import dev.jaula.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Jazzer calls with ever other bytes ({@code tests/fuzz}): each reader either takes them or
 * throws its own exception, with a reason. Anything else is a finding.
 */
public final class Fuzz {
  private static String reader = "json";

  private Fuzz() {}

  /** Called once; the argument names the reader. */
  public static void fuzzerInitialize(String[] args) {
    reader = args[0];
  }

  /** Called by Jazzer for every input. */
  public static void fuzzerTestOneInput(byte[] data) {
    one(reader, data);
  }

  static void one(String name, byte[] data) {
    try {
      switch (name) {
        case "json" -> json(data);
        case "spec" -> spec(data);
        case "seccomp" -> seccomp(data);
        case "mounts" -> mounts(new String(data, StandardCharsets.ISO_8859_1));
        case "ids" -> ids(new String(data, StandardCharsets.ISO_8859_1));
        default -> throw new IllegalArgumentException(name);
      }
    } catch (JsonException | SpecException | SeccompException | PlanException e) {
      if (String.valueOf(e.getMessage()).isEmpty()) {
        throw new AssertionError("no reason", e);
      }
    }
  }

  /** What is read and written is read as the same; parts are found where the whole has them. */
  private static void json(byte[] data) {
    JsonValue value = JsonParser.parse(data);
    String written = JsonWriter.write(value);
    JsonValue again = JsonParser.parse(written.getBytes(StandardCharsets.UTF_8));
    if (!JsonWriter.write(again).equals(written)) {
      throw new AssertionError("written and read: " + written);
    }
    JsonPart part = JsonPart.parse(data, "linux", "seccomp");
    if (part.isThere()) {
      JsonParser.parse(java.util.Arrays.copyOfRange(data, part.from(), part.to()));
    }
  }

  /** A spec that can be read has options and maps that can be planned or refused. */
  private static void spec(byte[] data) {
    Spec spec = SpecReader.read(JsonParser.parse(data), new ArrayList<>());
    OciWishes wishes = new OciWishes("fuzz", true, false, java.util.Map.of());
    Spec plain = OciPlan.plain(spec, wishes);
    for (var mount : plain.mounts()) {
      MountOptions.of(mount.options());
    }
    for (var mount : spec.mounts()) {
      OciMountOptions.of(mount.options());
    }
  }

  /** The member linux.seccomp alone. */
  private static void seccomp(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    String config =
        "{\"ociVersion\":\"1.2.0\",\"root\":{\"path\":\"/\"},\"process\":{\"cwd\":\"/\",\"args\":[\"x\"],"
            + "\"user\":{\"uid\":0,\"gid\":0}},\"linux\":{\"namespaces\":[{\"type\":\"mount\"}],\"seccomp\":"
            + text
            + "}}";
    JsonValue document = JsonParser.parse(config.getBytes(StandardCharsets.UTF_8));
    @Nullable Profile profile = SpecReader.read(document, new ArrayList<>()).linux().seccomp();
    if (profile != null) {
      FilterFlag.bits(profile.flags());
      byte[] program = Compiler.compile(profile, Architecture.X86_64);
      if (program.length == 0 || program.length % 8 != 0 || program.length > 4096 * 8) {
        throw new AssertionError("a filter of " + program.length + " bytes");
      }
    }
  }

  private static void mounts(String text) {
    OciMountOptions.of(List.of(text.split(",")));
    MountOptions.of(List.of(text.split(",")));
  }

  private static void ids(String text) {
    Spec spec =
        SpecReader.read(
            JsonParser.parse(
                """
                {"ociVersion": "1.2.0", "root": {"path": "/"},
                 "process": {"cwd": "/", "args": ["x"], "user": {"uid": 0, "gid": 0}},
                 "linux": {"namespaces": [{"type": "user"}],
                  "uidMappings": [{"containerID": 0, "hostID": 1000, "size": 70000}],
                  "gidMappings": [{"containerID": 0, "hostID": 1000, "size": 70000}]}}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    IdMapWords words = IdMapWords.parse("idmap=" + text, spec.linux());
    for (var mapping : words.uids()) {
      if (mapping.size() <= 0
          || mapping.hostId() < 0
          || mapping.containerId() < 0
          || mapping.hostId() + mapping.size() > 4294967296L
          || mapping.containerId() + mapping.size() > 4294967296L) {
        throw new AssertionError("a range that no kernel takes: " + mapping);
      }
    }
  }
}
