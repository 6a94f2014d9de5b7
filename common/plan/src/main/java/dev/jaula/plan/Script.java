package dev.jaula.plan;

import dev.jaula.cgroup.Shell;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Capabilities;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A plan as a shell script that needs util-linux alone. What the caller does comes first, what
 * happens inside is the text INIT, and both meet in unshare(1).
 */
public final class Script {
  private final Plan plan;
  private final HostFacts facts;
  private final Spec spec;
  private final Function<Explanation, String> language;
  private final StringBuilder text = new StringBuilder();

  /** language picks the words of an explanation. */
  public Script(Plan plan, HostFacts facts, Spec spec, Function<Explanation, String> language) {
    this.plan = plan;
    this.facts = facts;
    this.spec = spec;
    this.language = language;
  }

  public String text() {
    text.append("#!/bin/sh -e\n");
    line("mkdir -p " + Shell.quote(facts.scratch()));
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CreateCgroup || step instanceof Step.SetLimit) {
        step(step);
      }
    }
    init();
    launch();
    end();
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void step(Step step) {
    Explanation words = Explainer.explain(step);
    line("# " + language.apply(words));
    line(words.shell());
  }

  /** Inside; quoted, so that nothing is expanded before its time. */
  private void init() {
    line("INIT=$(cat <<'END'");
    int left = attached();
    for (Step.Init step : plan.init()) {
      switch (step) {
        case Step.DetachOldRoot detach -> {
          if (left == 0) {
            step(detach);
          }
        }
        case Step.AttachTree tree -> {
          step(tree);
          left--;
          if (left == 0) {
            step(new Step.DetachOldRoot());
          }
        }
        case Step.JoinCgroups ignored -> {}
        case Step.DieWithCaller ignored -> {}
        case Step.AwaitMaps ignored -> {}
        case Step.Execute execute -> execute(execute);
        default -> step(step);
      }
    }
    line("END");
    line(")");
  }

  /**
   * How many trees are attached: here from the old root, which must stay until the last of them.
   */
  private int attached() {
    int count = 0;
    for (Step.Init step : plan.init()) {
      count += step instanceof Step.AttachTree ? 1 : 0;
    }
    return count;
  }

  /** In one command, as each part takes away what the next would need. */
  private void execute(Step.Execute step) {
    line("# " + language.apply(Explainer.explain(step)));
    StringBuilder command = new StringBuilder("exec env -i");
    for (String variable : step.env()) {
      command.append(' ').append(Shell.quote(variable));
    }
    command.append(" setpriv");
    for (Step.Init other : plan.init()) {
      command.append(privileges(other));
    }
    command.append(" --");
    for (String arg : step.args()) {
      command.append(' ').append(Shell.quote(arg));
    }
    line(command.toString());
  }

  private static String privileges(Step.Init step) {
    return switch (step) {
      case Step.LimitCapabilities s -> " --inh-caps -all --bounding-set " + set(s.bounding());
      case Step.SetUser s when s.setGroups() ->
          " --reuid " + s.uid() + " --regid " + s.gid() + groups(s.groups());
      case Step.NoNewPrivileges ignored -> " --no-new-privs";
      default -> "";
    };
  }

  private static String set(long capabilities) {
    StringBuilder text = new StringBuilder("-all");
    for (String name : Capabilities.names(capabilities)) {
      text.append(",+").append(Ascii.lower(name.substring("CAP_".length())));
    }
    return text.toString();
  }

  private static String groups(List<Integer> groups) {
    if (groups.isEmpty()) {
      return " --clear-groups";
    }
    StringBuilder text = new StringBuilder();
    for (int group : groups) {
      text.append(text.isEmpty() ? "" : ",").append(group);
    }
    return " --groups " + text;
  }

  /** A shell of its own joins the cgroups and becomes unshare; ids are mapped from outside. */
  private void launch() {
    line("(");
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.JoinCgroups) {
        step(step);
      }
    }
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CloneInit clone) {
        clone(clone);
      }
    }
    line(") &");
    line("PID=$!");
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.MapIds) {
        Explanation words = Explainer.explain(step);
        line("# " + language.apply(words));
        line(
            "until [ \"$(readlink /proc/$PID/ns/user)\" != \"$(readlink /proc/self/ns/user)\" ]; do sleep 0.1; done");
        line(words.shell());
      }
    }
  }

  private void clone(Step.CloneInit step) {
    Explanation words = Explainer.explain(step);
    line("# " + language.apply(words));
    String cgroup = step.cgroup();
    if (cgroup != null) {
      line("echo 0 > " + Shell.quote(cgroup + "/cgroup.procs"));
    }
    List<NamespaceType> types = new ArrayList<>(step.namespaces());
    if (spec.linux().isNew(NamespaceType.CGROUP) && !types.contains(NamespaceType.CGROUP)) {
      types.add(NamespaceType.CGROUP);
    }
    line("exec unshare" + flags(types) + " --fork --kill-child -- " + inner());
  }

  /** Who executes before the ids are mapped is nobody and has no capability; afterwards, root. */
  private String inner() {
    if (!spec.linux().isNew(NamespaceType.USER)) {
      return "sh -ec \"$INIT\"";
    }
    String wait = Explainer.explain(new Step.AwaitMaps()).shell();
    return "sh -c '" + wait + "; exec sh -ec \"$0\"' \"$INIT\"";
  }

  private static String flags(List<NamespaceType> types) {
    StringBuilder text = new StringBuilder();
    for (NamespaceType type : types) {
      text.append(" --").append(type == NamespaceType.NETWORK ? "net" : type.specName());
    }
    return text.toString();
  }

  /** What the caller made is removed, whatever the command's exit code. */
  private void end() {
    line("STATUS=0");
    line("wait $PID || STATUS=$?");
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.CreateCgroup create) {
        line("rmdir " + Shell.quote(create.hierarchy() + create.path()));
      }
    }
    line("rmdir " + Shell.quote(facts.scratch()));
    line("exit $STATUS");
  }
}
