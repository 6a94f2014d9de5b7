package dev.jaula.perform;

import dev.jaula.cgroup.CgroupPath;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Members;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Plan;
import dev.jaula.plan.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the cgroups of a plan and writes their limits. */
final class CgroupMaker {
  private static final int TRIES = 100;

  private final Machine machine;
  private final Plan plan;
  private final List<String> made = new ArrayList<>();
  private final List<String> adopted = new ArrayList<>();

  CgroupMaker(Machine machine, Plan plan) {
    this.machine = machine;
    this.plan = plan;
  }

  /** The container's directories so far, in the order of the plan. */
  List<String> made() {
    return made;
  }

  /** Those of them that were there before, with nobody in them. */
  List<String> adopted() {
    return adopted;
  }

  /** The others: what to remove when the start fails. */
  List<String> own() {
    List<String> own = new ArrayList<>(made);
    own.removeAll(adopted);
    return own;
  }

  /**
   * Makes a directory.
   *
   * @param pid of the process that a service manager may have put there already
   */
  void create(Step.CreateCgroup step, int pid) {
    String directory = step.hierarchy() + step.path();
    int result = machine.files().directories().tryMakeAt(Files.AT_FDCWD, directory, 0755);
    // again: the end of another container may take the empty parent away in between
    for (int i = 0; result == -Errno.ENOENT && i < TRIES; i++) {
      createParents(step);
      result = machine.files().directories().tryMakeAt(Files.AT_FDCWD, directory, 0755);
    }
    if (result == -Errno.EEXIST) {
      refuseOccupied(directory, pid);
      adopt(directory, pid);
    } else if (result < 0) {
      throw new LinuxException("mkdir", directory, -result);
    }
    made.add(directory);
    if (step.hierarchy().endsWith("/cpuset")) {
      inherit(step, "cpuset.cpus");
      inherit(step, "cpuset.mems");
    }
  }

  /** One that holds init is of the unit that a service manager has made for it. */
  private void adopt(String directory, int pid) {
    @Nullable String processes = machine.files().tryRead(directory + "/cgroup.procs");
    if (pid == 0 || processes == null || !processes.trim().equals(String.valueOf(pid))) {
      adopted.add(directory);
    }
  }

  /**
   * An engine may have made the cgroup; what lives in it, or below it, would be limited with us.
   */
  private void refuseOccupied(String directory, int pid) {
    if (new Members(new KernelCgroupFiles(machine.kernel())).isOccupied(directory, pid)) {
      throw new PerformException(
          PerformException.FAILED,
          "container's cgroup is not empty: " + directory + "; give another linux.cgroupsPath");
    }
    if (isFrozen(directory)) {
      throw new PerformException(
          PerformException.FAILED,
          "container's cgroup unexpectedly frozen: " + directory + "; thaw it, or remove it");
    }
  }

  /** Init could not even be killed in there (v1), or would never get to its command. */
  private boolean isFrozen(String directory) {
    String state = machine.files().tryRead(directory + "/freezer.state");
    String freeze = machine.files().tryRead(directory + "/cgroup.freeze");
    return state != null && !state.startsWith("THAWED") || freeze != null && freeze.startsWith("1");
  }

  /**
   * On v2 the controllers are handed down where the directories are made (cgroup-v2, "Top-down
   * Constraint").
   */
  private void createParents(Step.CreateCgroup step) {
    String path = CgroupPath.parent(step.path());
    machine.files().directories().makeWithParents(step.hierarchy() + path, 0755);
    handDown(step, path);
  }

  private void handDown(Step.CreateCgroup step, String path) {
    if (step.controllers().isEmpty()) {
      return;
    }
    String above = CgroupPath.parent(path);
    if (!above.equals(path)) {
      handDown(step, above);
    }
    String file = step.hierarchy() + (path.equals("/") ? "" : path) + "/cgroup.subtree_control";
    for (String controller : step.controllers()) {
      Fd fd =
          machine.files().own(machine.files().tryOpenAt(Files.AT_FDCWD, file, Files.O_WRONLY, 0));
      if (fd.number() >= 0) {
        // a controller that this host lacks shows itself when its limit is written
        machine.files().tryWriteOnce(fd.number(), "+" + controller);
        fd.close();
      }
    }
  }

  /**
   * A v1 cpuset is empty until it is filled, and takes no process while it is (cpusets(7)). One
   * that an engine has filled stays as it is.
   */
  private void inherit(Step.CreateCgroup step, String file) {
    String own = step.hierarchy() + step.path() + "/" + file;
    if (!machine.files().read(own).trim().isEmpty()) {
      return;
    }
    String parent = CgroupPath.parent(step.path());
    String above = step.hierarchy() + (parent.equals("/") ? "" : parent) + "/" + file;
    String value = machine.files().read(above).trim();
    if (value.isEmpty() && !parent.equals("/")) {
      inherit(new Step.CreateCgroup(step.hierarchy(), parent, List.of()), file);
      value = machine.files().read(above).trim();
    }
    machine.files().write(own, value);
  }

  /** Writes a limit. */
  void limit(Step.SetLimit step) {
    try {
      machine.files().write(step.file(), step.value());
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      if (step.otherwise() != null) {
        limit(step.otherwise());
      } else if (!step.isOptional() && !offersAfterHandingDown(step)) {
        throw e;
      }
    }
  }

  /** A v2 parent made by an earlier start may not hand this controller down yet. */
  private boolean offersAfterHandingDown(Step.SetLimit step) {
    for (Step.Caller other : plan.caller()) {
      if (other instanceof Step.CreateCgroup create && !create.controllers().isEmpty()) {
        handDown(create, CgroupPath.parent(create.path()));
        machine.files().write(step.file(), step.value());
        return true;
      }
    }
    return false;
  }

  /** The files are listed by the kernel, those of controllers that are not on are missing. */
  void own(Step.OwnCgroup step) {
    machine.files().changeOwner(step.directory(), (int) step.uid(), -1);
    String listed = machine.files().tryRead("/sys/kernel/cgroup/delegate");
    String text =
        listed == null ? "cgroup.procs\ncgroup.subtree_control\ncgroup.threads\n" : listed;
    int from = 0;
    for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      String file = step.directory() + "/" + text.substring(from, to);
      if (to > from && machine.files().exists(file)) {
        machine.files().changeOwner(file, (int) step.uid(), -1);
      }
      from = to + 1;
    }
  }
}
