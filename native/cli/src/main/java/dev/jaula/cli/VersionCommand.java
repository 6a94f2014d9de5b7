package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.spec.Spec;

/** {@code jaula version}. */
final class VersionCommand {
  private VersionCommand() {}

  static int run(Session session, Arguments arguments) {
    if ("json".equals(arguments.value("format"))) {
      JsonValue.Obj version = new JsonValue.Obj();
      version.put("version", Main.VERSION).put("spec", Spec.OCI_VERSION);
      session.outLine(JsonWriter.write(version));
    } else {
      session.outLine("jaula version " + Main.VERSION + "\nspec: " + Spec.OCI_VERSION);
    }
    return 0;
  }
}
