package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.cgroup.KeyReport;
import dev.jaula.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula cgroup get PATH [KEY...]}, and cgget's {@code -r KEY -g CONTROLLERS:PATH}. */
final class CgroupGet {
  private final CgroupContext context;
  private final Arguments arguments;
  private final KeyReport report;
  private final List<ControllerPath> places;
  private final List<String> keys;

  private CgroupGet(Session session, Arguments arguments) {
    this.context = new CgroupContext(session, arguments);
    this.arguments = arguments;
    this.report = new KeyReport(context.files(), context.hierarchies());
    this.keys = new ArrayList<>(arguments.values("r"));
    List<String> operands = arguments.operands();
    int paths = isCgget() ? operands.size() : Math.min(1, operands.size());
    this.places = context.places(operands.subList(0, paths));
    keys.addAll(operands.subList(paths, operands.size()));
  }

  static int run(Session session, Arguments arguments) {
    CgroupGet get = new CgroupGet(session, arguments);
    session.out("json".equals(arguments.value("format")) ? get.json() : get.text());
    return get.context.done();
  }

  private boolean isCgget() {
    return arguments.has("r") || arguments.has("g");
  }

  private List<String> keys(ControllerPath place) {
    context.cgroups().locate(place);
    if (!keys.isEmpty()) {
      return keys;
    }
    boolean isAll = arguments.is("all") || !place.controllers().isEmpty();
    return isAll ? report.all(place.path(), place.controllers()) : report.usual(place.path());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    boolean isHeaded = (isCgget() || places.size() > 1) && !arguments.is("n");
    for (ControllerPath place : places) {
      List<String> shown = keys(place);
      if (arguments.is("values-only")) {
        text.append(report.values(place.path(), shown));
        continue;
      }
      // cgget prints the path without its slash
      text.append(isHeaded ? place.path().substring(1) + ":\n" : "");
      text.append(report.text(place.path(), shown));
      text.append(isHeaded ? "\n" : "");
    }
    return text.toString();
  }

  private String json() {
    JsonText json = JsonText.indented(2);
    if (places.size() == 1) {
      report.json(json, places.get(0).path(), keys(places.get(0)));
      return json + "\n";
    }
    json.array();
    for (ControllerPath place : places) {
      report.json(json, place.path(), keys(place));
    }
    return json.endArray() + "\n";
  }
}
