package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.Cgroups;
import dev.jaula.cgroup.ControllerPath;
import dev.jaula.cgroup.Ending;
import dev.jaula.cgroup.ExplainedFiles;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.KernelProcessControl;
import dev.jaula.cgroup.ProcessControl;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Signals;
import java.util.ArrayList;
import java.util.List;

/** What the verbs of {@code jaula cgroup} share: the tree, the explanation, the operands. */
final class CgroupContext {
  private final Session session;
  private final Arguments arguments;
  private final boolean isDry;
  private final boolean isJson;
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final List<String> commands = new ArrayList<>();

  CgroupContext(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.isJson = "json".equals(arguments.value("explain"));
    // as run does: the plan as data, and a dry run, perform nothing
    this.isDry = isJson || arguments.is("dry-run");
    CgroupFiles kernel = new KernelCgroupFiles(session.machine().kernel());
    boolean isShown = isDry || arguments.has("explain");
    this.files = isShown ? new ExplainedFiles(kernel, isDry, this::show) : kernel;
    this.hierarchies = Hierarchies.detect(kernel, Hierarchies.ROOT);
    ignored();
  }

  /** Options of cgroup-tools that have no work to do here are named once. */
  private void ignored() {
    for (Arguments.Given given : arguments.options()) {
      String key = given.option().key();
      boolean isOwner = key.length() == 1 && "tadfs".indexOf(key.charAt(0)) >= 0;
      boolean isCreate = arguments.command().path().endsWith(" create");
      if (isOwner && isCreate || key.endsWith("sticky")) {
        note(
            (key.length() == 1 ? "-" : "--")
                + key
                + session.say(": has no effect here", ": não tem efeito aqui"));
      }
    }
  }

  /** A shell command: told at once, or kept for the JSON at the end. */
  void show(String command) {
    if (isJson) {
      commands.add(command);
    } else if (isDry) {
      session.outLine(command);
    } else if (arguments.has("explain")) {
      session.errorText(command + "\n");
    }
  }

  /** Why, as a comment above the commands. */
  void why(String en, String pt) {
    if (!isJson) {
      show("# " + session.say(en, pt));
    }
  }

  /** Ends the verb; prints the plan when it was asked for as data. */
  int done() {
    if (isJson) {
      JsonText json = JsonText.indented(2).object().member("version", hierarchies.version().text());
      session.outLine(json.member("commands", commands).endObject().toString());
    }
    return 0;
  }

  void note(String text) {
    if (!arguments.is("quiet")) {
      session.note(text);
    }
  }

  boolean isDry() {
    return isDry;
  }

  CgroupFiles files() {
    return files;
  }

  Hierarchies hierarchies() {
    return hierarchies;
  }

  Cgroups cgroups() {
    return new Cgroups(files, hierarchies);
  }

  Ending ending() {
    ProcessControl control = new KernelProcessControl(session.machine().kernel());
    return new Ending(files, hierarchies, explained(control));
  }

  private ProcessControl explained(ProcessControl control) {
    return new ProcessControl() {
      @Override
      public int signal(int pid, int signal) {
        int error = control.signal(pid, signal);
        show(kill(pid, signal));
        return error;
      }

      @Override
      public void pause(int milliseconds) {
        control.pause(milliseconds);
      }
    };
  }

  /** The shell's command for a signal. */
  static String kill(int pid, int signal) {
    String name = Signals.name(signal);
    String prefix = name.startsWith("SIG") ? "SIG" : "signal ";
    return "kill -s " + name.substring(prefix.length()) + " " + pid;
  }

  /** The cgroups of {@code -g CONTROLLERS:PATH}. */
  List<ControllerPath> groups() {
    List<ControllerPath> places = new ArrayList<>();
    for (String group : arguments.values("g")) {
      places.add(ControllerPath.parse(group));
    }
    return places;
  }

  /** The operands from a place on as cgroups, after those of {@code -g}. */
  List<ControllerPath> places(List<String> operands) {
    List<ControllerPath> places = groups();
    for (String operand : operands) {
      places.add(ControllerPath.parse(operand));
    }
    if (places.isEmpty()) {
      throw new CgroupException(
          session.say(
              "no cgroup is named; write a PATH, or -g CONTROLLERS:PATH",
              "nenhum cgroup foi dado; escreva um PATH, ou -g CONTROLADORES:PATH"));
    }
    return places;
  }
}
