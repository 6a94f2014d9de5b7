package dev.jaula.cgroup;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Signals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Freezing, killing and deleting cgroups with all that is in them. */
public final class Ending {
  private static final int KILL_ROUNDS = 100;
  private static final int FREEZE_ROUNDS = 200;
  private static final int DELETE_WAIT = 1000;

  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final ProcessControl control;
  private final Cgroups cgroups;

  public Ending(CgroupFiles files, Hierarchies hierarchies, ProcessControl control) {
    this.files = files;
    this.hierarchies = hierarchies;
    this.control = control;
    this.cgroups = new Cgroups(files, hierarchies);
  }

  /** Stops every process of a cgroup and waits until the kernel says so. */
  public void freeze(String path) {
    String directory = freezer(path);
    for (int i = 0; i < FREEZE_ROUNDS; i++) {
      // v1 can stay in FREEZING when a process forks meanwhile: writing again helps
      Cgroups.fail("freeze " + path, request(directory, true));
      if (isFrozen(directory)) {
        return;
      }
      control.pause(5);
    }
    throw new CgroupException(
        path + ": did not freeze within a second; a process in it is in an uninterruptible wait");
  }

  public void thaw(String path) {
    Cgroups.fail("thaw " + path, request(freezer(path), false));
  }

  private int request(String directory, boolean freeze) {
    return hierarchies.isUnified()
        ? files.write(directory + "/cgroup.freeze", freeze ? "1" : "0")
        : files.write(directory + "/freezer.state", freeze ? "FROZEN" : "THAWED");
  }

  private boolean isFrozen(String directory) {
    if (hierarchies.isUnified()) {
      return StatFile.value(files.read(directory + "/cgroup.events"), "frozen") == 1;
    }
    String state = files.read(directory + "/freezer.state");
    return state != null && state.trim().equals("FROZEN");
  }

  private String freezer(String path) {
    refuseRoot(path);
    Hierarchy hierarchy = hierarchies.of("freezer");
    if (hierarchy == null) {
      throw new CgroupException(path + ": the cgroup controller freezer is not mounted");
    }
    if (!cgroups.locate(path).contains(hierarchy)) {
      throw new CgroupException(
          path
              + ": is not in the freezer's hierarchy; try: jaula cgroup create "
              + path
              + " --controllers freezer, then classify its processes again");
    }
    return hierarchy.directory(path);
  }

  private static void refuseRoot(String path) {
    if (path.equals("/")) {
      throw new CgroupException("/: the root cgroup holds the whole system; name one below it");
    }
  }

  /** Kills all processes of a cgroup and of those below it; true when none is left. */
  public boolean kill(String path) {
    refuseRoot(path);
    List<Hierarchy> places = cgroups.locate(path);
    if (hierarchies.isUnified()
        && files.write(places.get(0).directory(path) + "/cgroup.kill", "1") == 0) {
      return awaitEmpty(path);
    }
    for (int round = 0; round < KILL_ROUNDS; round++) {
      List<Integer> pids = all(path);
      if (pids.isEmpty()) {
        return true;
      }
      killFrozen(path, places, pids);
      control.pause(round < 10 ? 1 : 10);
    }
    return all(path).isEmpty();
  }

  /** Sends a signal to all processes of a cgroup and of those below it; how many there were. */
  public int signal(String path, int signal) {
    refuseRoot(path);
    List<Integer> pids = all(path);
    for (int pid : pids) {
      int error = control.signal(pid, signal);
      if (error < 0 && error != -Errno.ESRCH) {
        Cgroups.fail("signal process " + pid, error);
      }
    }
    return pids.size();
  }

  /**
   * Freezing first keeps a fork bomb from running ahead of the loop. A process that the v1 freezer
   * holds takes its SIGKILL only when it is thawed, also when somebody else froze it before.
   */
  private void killFrozen(String path, List<Hierarchy> places, List<Integer> first) {
    Hierarchy freezer = hierarchies.of("freezer");
    String frozen = freezer != null && places.contains(freezer) ? freezer.directory(path) : "";
    if (!frozen.isEmpty()) {
      request(frozen, true);
    }
    boolean isPermitted = true;
    for (int pid : frozen.isEmpty() ? first : all(path)) {
      // ESRCH: it has ended by itself
      isPermitted &= control.signal(pid, Signals.SIGKILL) != -Errno.EPERM;
    }
    if (freezer != null && !frozen.isEmpty()) {
      for (String below : cgroups.tree(path)) {
        request(freezer.directory(below), false);
      }
    }
    if (!isPermitted) {
      throw new CgroupException("kill " + path + ": not permitted; run as root");
    }
  }

  private boolean awaitEmpty(String path) {
    for (int round = 0; round < KILL_ROUNDS; round++) {
      if (all(path).isEmpty()) {
        return true;
      }
      control.pause(round < 10 ? 1 : 10);
    }
    return false;
  }

  /** Whoever waits for the processes may remove the cgroup at any moment. */
  private List<Integer> all(String path) {
    Set<Integer> pids = new LinkedHashSet<>();
    for (Hierarchy hierarchy : hierarchies.all()) {
      new Members(files).addBelow(hierarchy.directory(path), pids);
    }
    return new ArrayList<>(pids);
  }

  /**
   * Removes a cgroup in every hierarchy. One whose processes are just ending is EBUSY for a moment,
   * so it is tried again for up to a second.
   *
   * @param recursive with those below it, which is otherwise an error
   */
  public void delete(ControllerPath place, boolean recursive) {
    String path = place.path();
    refuseRoot(path);
    List<Hierarchy> places = cgroups.locate(place);
    List<String> paths = recursive ? cgroups.tree(path) : List.of(path);
    if (!recursive && !cgroups.children(path).isEmpty()) {
      throw new CgroupException(
          path
              + ": has cgroups below it ("
              + Text.join(cgroups.children(path), ", ")
              + "); delete them too with -r");
    }
    for (int i = paths.size() - 1; i >= 0; i--) {
      for (Hierarchy hierarchy : places) {
        remove(hierarchy.directory(paths.get(i)), paths.get(i));
      }
    }
  }

  private void remove(String directory, String path) {
    int waited = 0;
    int pause = 1;
    while (true) {
      int error = files.rmdir(directory);
      if (error == 0 || error == -Errno.ENOENT) {
        return;
      }
      if (error != -Errno.EBUSY) {
        Cgroups.fail("rmdir " + directory, error);
      }
      List<Integer> pids = cgroups.processes(path);
      if (waited >= DELETE_WAIT) {
        throw new CgroupException(
            path + ": still has processes " + pids + "; end them with: jaula cgroup kill " + path);
      }
      control.pause(pause);
      waited += pause;
      pause = Math.min(pause * 2, 100);
    }
  }
}
