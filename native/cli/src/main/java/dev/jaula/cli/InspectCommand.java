package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.linux.Bytes;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.DockerInspect;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula inspect}: Docker's JSON, or fields of it by a template. */
final class InspectCommand {
  private InspectCommand() {}

  static int run(Session session, Arguments arguments) {
    Containers containers = new Containers(session);
    List<DockerInspect.Container> found = new ArrayList<>();
    int code = 0;
    for (String reference : arguments.operands()) {
      try {
        ContainerState state = containers.store().find(reference);
        found.add(
            new DockerInspect.Container(
                state, containers.status(state), containers.store().loadSpec(state.name())));
      } catch (CliException e) {
        session.note(String.valueOf(e.getMessage()));
        code = 1;
      }
    }
    String text = DockerInspect.write(found);
    String format = arguments.value("format");
    if (format == null || format.equals("json")) {
      session.outLine(text);
      return code;
    }
    Template template = Template.parse(format);
    for (JsonValue one : JsonParser.parse(Bytes.encode(text)).array()) {
      session.outLine(template.apply(one));
    }
    return code;
  }
}
