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
    if (areImages(containers, arguments.operands())) {
      return image(session, arguments);
    }
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

  /** As in Docker, a name that no container has may be an image's. */
  private static boolean areImages(Containers containers, List<String> references) {
    for (String reference : references) {
      try {
        containers.store().find(reference);
        return false;
      } catch (CliException e) {
        if (e.code() != 1 || !ImageRoots.isName(reference)) {
          return false;
        }
      }
    }
    return true;
  }

  private static int image(Session session, Arguments arguments) {
    List<String> words = new ArrayList<>(List.of("inspect"));
    if (arguments.has("format")) {
      words.addAll(List.of("--format", arguments.value("format", "")));
    }
    words.addAll(arguments.operands());
    return new Engine(session).become(words);
  }
}
