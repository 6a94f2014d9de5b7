package dev.jaula.perform;

import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a plan's cgroups around a process that is there already: CRIU, whose children become the
 * container when it is restored.
 */
public final class CgroupJoiner {
  private final Machine machine;
  private final Plan plan;
  private final CgroupMaker maker;

  public CgroupJoiner(Machine machine, Plan plan) {
    this.machine = machine;
    this.plan = plan;
    this.maker = new CgroupMaker(machine, plan);
  }

  /** The container's directories so far. */
  public List<String> made() {
    return List.copyOf(maker.made());
  }

  /** Those of them that were there before, with nobody in them. */
  public List<String> adopted() {
    return List.copyOf(maker.adopted());
  }

  /** Those that {@link #join} has made: what to remove when it fails. */
  public List<String> own() {
    return maker.own();
  }

  /**
   * Makes the cgroups with their limits, and moves the process there.
   *
   * @param made is run when they are made, and nobody has been moved yet
   * @throws PerformException when a step failed
   */
  public void join(int pid, Runnable made) {
    List<String> files = new ArrayList<>();
    boolean told = false;
    for (Step.Caller step : plan.caller()) {
      if (step instanceof Step.MoveInit && !told) {
        made.run();
        told = true;
      }
      attempt(step, pid, files);
    }
    if (!told) {
      made.run();
    }
    for (Step.Init step : plan.init()) {
      if (step instanceof Step.JoinCgroups join) {
        files.addAll(join.tasks());
      }
    }
    for (String file : files) {
      machine.files().write(file, String.valueOf(pid));
    }
  }

  private void attempt(Step.Caller step, int pid, List<String> files) {
    try {
      switch (step) {
        case Step.CreateCgroup s -> maker.create(s, pid);
        case Step.SetLimit s -> maker.limit(s);
        case Step.AttachDevices s -> new DeviceFilter(machine).attach(s.directory(), s.program());
        case Step.OwnCgroup s -> maker.own(s);
        case Step.EnterUnit s -> s.enter().accept(pid);
        case Step.MoveInit s -> machine.files().write(s.file(), String.valueOf(pid));
        case Step.CloneInit s when s.cgroup() != null -> files.add(s.cgroup() + "/cgroup.procs");
        default -> {
          // the rest of a start is in the images
        }
      }
    } catch (LinuxException e) {
      throw PerformException.of(step, e);
    }
  }
}
