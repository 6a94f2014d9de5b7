package dev.jaula.spec;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a container's state file as {@link StateWriter} writes it. */
public final class StateReader {
  private static final int ID_LENGTH = 64;
  private static final int MAX_PID = 4194304;

  private StateReader() {}

  /**
   * The state that a file holds.
   *
   * @throws SpecException when it is not such a file, or a newer Jaula's
   */
  public static ContainerState read(JsonValue document) {
    Field state = Field.document(document, "state.json");
    Field version = state.need("version", "1");
    if (version.integer(1, Integer.MAX_VALUE) > StateWriter.VERSION) {
      throw version.bad("is a newer format; use the newer Jaula that wrote it");
    }
    @Nullable Field exit = state.get("exit");
    return new ContainerState(
        id(state.need("id", "64 hexadecimal digits")),
        state.need("name", "\"mazoni\"").text(),
        identity(state.need("init", "{}")),
        identity(state.need("monitor", "{}")),
        time(state.need("created", "\"2026-01-01T00:00:00Z\"")),
        state.need("image", "\"host\"").text(),
        state.need("root", "\"/\"").text(),
        state.text("hostname"),
        ProcessReader.read(state.need("process", "{}"), new ArrayList<>()),
        state.text("seccompKey"),
        (int) state.need("namespaces", "0").integer(0, 4294967295L),
        List.copyOf(state.texts("cgroups")),
        state.strings("labels"),
        MountReader.read(state),
        state.flag("autoRemove"),
        state.text("logPath"),
        exit == null ? null : exit(exit));
  }

  private static String id(Field field) {
    String id = field.text();
    boolean right = id.length() == ID_LENGTH;
    for (int i = 0; right && i < id.length(); i++) {
      char c = id.charAt(i);
      right = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    if (!right) {
      throw field.bad("is not an id; write 64 hexadecimal digits");
    }
    return id;
  }

  private static ProcessIdentity identity(Field field) {
    return new ProcessIdentity(
        (int) field.need("pid", "1").integer(0, MAX_PID),
        field.need("startTime", "0").integer(0, Long.MAX_VALUE));
  }

  private static Timestamp time(Field field) {
    @Nullable Timestamp time = Timestamp.parse(field.text());
    if (time == null) {
      throw field.bad("is not a time; write e.g. \"2026-01-01T00:00:00.5Z\"");
    }
    return time;
  }

  private static Exit exit(Field exit) {
    return new Exit(
        (int) exit.need("code", "0").integer(0, 255),
        exit.flag("oomKilled"),
        time(exit.need("time", "\"2026-01-01T00:00:00Z\"")));
  }
}
