package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.cgroup.KeyReads;
import dev.jaula.cgroup.KeySetter;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula cgroup set PATH KEY=VALUE...}, and cgset's {@code -r KEY=VALUE PATH...}. */
final class CgroupSet {
  private static final List<String> COPIED =
      List.of(
          "cpu.max",
          "cpu.weight",
          "cpuset.cpus",
          "cpuset.mems",
          "memory.low",
          "memory.max",
          "memory.swap.max",
          "pids.max");

  private CgroupSet() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    List<String> assignments = new ArrayList<>(arguments.values("r"));
    List<String> paths = new ArrayList<>();
    boolean isCgset = !assignments.isEmpty() || arguments.has("copy-from");
    for (String operand : arguments.operands()) {
      boolean isPath = paths.isEmpty() || isCgset && operand.indexOf('=') < 0;
      (isPath ? paths : assignments).add(operand);
    }
    String source = arguments.value("copy-from");
    if (source != null) {
      assignments.addAll(0, copied(context, CgroupPath.clean(source)));
    }
    if (assignments.isEmpty()) {
      throw new CgroupException(
          paths.get(0) + ": nothing to set; write KEY=VALUE, such as cpu.max=20% memory.max=48M");
    }
    KeySetter setter =
        new KeySetter(context.files(), context.hierarchies(), note -> context.why(note, note));
    for (String path : paths) {
      setter.set(CgroupPath.clean(path), assignments);
    }
    return context.done();
  }

  private static List<String> copied(CgroupContext context, String source) {
    context.cgroups().locate(source);
    KeyReads reads = new KeyReads(context.files(), context.hierarchies(), source);
    List<String> assignments = new ArrayList<>();
    for (String key : COPIED) {
      String value = reads.value(key);
      if (value != null && !value.isEmpty()) {
        assignments.add(key + "=" + value);
      }
    }
    return assignments;
  }
}
