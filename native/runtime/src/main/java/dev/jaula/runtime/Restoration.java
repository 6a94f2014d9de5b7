package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.host.ProcessStat;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Signals;
import dev.jaula.linux.Words;
import dev.jaula.perform.CgroupJoiner;
import dev.jaula.perform.CgroupRemover;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.perform.Started;
import dev.jaula.plan.HookKind;
import dev.jaula.plan.Lifetime;
import dev.jaula.plan.OciWishes;
import dev.jaula.plan.Plan;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a container from a bundle and the images of a checkpoint. CRIU is put into the container's
 * cgroups, and makes its processes as our children.
 */
final class Restoration {
  /** The first in which another profile is obeyed. */
  private static final int PROFILES = 31600;

  /** Processes of the container's user namespace change their root to a directory in it. */
  private static final int PASSABLE = 0711;

  private final Session session;
  private final Machine machine;
  private final Arguments arguments;
  private final Bundle bundle;
  private final Spec spec;
  private final CriuFlags flags;
  private final CriuProgram program;
  private final @Nullable ConsoleSocket console;
  private final @Nullable SystemdUnit unit;
  private final Plan plan;
  private final CgroupJoiner joiner;
  private final PidFile pidFile;
  private final List<Fd> open = new ArrayList<>();
  private RuntimeState state;
  private StateDirectory directory;
  private @Nullable Fd terminal;
  private int first;

  /** Reads, plans and looks for CRIU; nothing is made yet. */
  Restoration(Session session, boolean detached) {
    this.session = session;
    this.machine = session.machine();
    this.arguments = session.arguments();
    this.flags = new CriuFlags(session);
    this.program = new CriuProgram(machine);
    this.bundle = Bundle.read(session);
    this.pidFile = PidFile.open(session);
    this.spec = bundle.spec();
    this.console = ConsoleSocket.connect(session, spec.needProcess().terminal(), detached);
    // what a process has of its own, CRIU brings back
    OciWishes wishes =
        new OciWishes(
            session.id(), false, false, BundleMounts.links(machine.files(), spec.mounts()));
    CreationPlan planning = new CreationPlan(session, spec, wishes);
    this.unit = planning.unit();
    this.plan = planning.make(bundle.filterKey(), Lifetime.ALONE);
    this.joiner = new CgroupJoiner(machine, plan);
    this.directory = session.state().at(session.id());
    List<String> planned = CgroupPlace.planned(plan);
    this.state =
        RuntimeState.planned(
            Origin.of(session, bundle), planned, CgroupPlace.existing(machine, planned));
  }

  /** Whether the terminal, if there is one, has been handed over. */
  boolean hasConsoleSocket() {
    return console != null;
  }

  /** Removes the container that was made, whose first process has ended. */
  void delete() {
    DeleteCommand.removeEnded(session, state, directory);
  }

  /** When it fails nothing is left, and nothing runs. */
  Started make() {
    program.need(CriuProgram.OLDEST, "restore");
    keep(flags.openImages());
    List<String> streams = new StandardStreams(machine).read(flags.images());
    directory = session.state().take(state.id(), PASSABLE, bundle.config());
    try {
      directory.save(state);
      restore(streams);
      return finish();
    } catch (RuntimeException e) {
      undo();
      throw e;
    } finally {
      for (Fd fd : open) {
        fd.close();
      }
    }
  }

  private Fd keep(Fd fd) {
    open.add(fd);
    return fd;
  }

  /**
   * @param root CRIU's, in whose mount namespace the directories must be opened
   */
  private void addOptions(String root, CriuOptions options) {
    Fd images = keep(flags.openImages(root));
    Fd work = keep(flags.openWork(root));
    flags
        .add(spec, images, work, CriuLog.RESTORE, options)
        .flag(CriuOptions.EVASIVE_DEVICES, true)
        .flag(CriuOptions.RST_SIBLING, true)
        .text(CriuOptions.ROOT, root());
    String profile = arguments.value("lsm-profile", "");
    if (!profile.isEmpty()) {
      program.need(PROFILES, "--lsm-profile");
      options.text(CriuOptions.LSM_PROFILE, profile);
    }
    String context = arguments.value("lsm-mount-context", "");
    if (!context.isEmpty()) {
      program.need(PROFILES, "--lsm-mount-context");
      options.text(CriuOptions.LSM_MOUNT_CONTEXT, context);
    }
  }

  /** Where CRIU finds the root file system: a place that is a mount, which only CRIU sees. */
  private String root() {
    return directory.path() + "/criu-root";
  }

  private void restore(List<String> streams) {
    CriuOptions options = new CriuOptions();
    List<Integer> inherited = new ArrayList<>();
    for (Fd namespace : new CriuNamespaces(machine, spec, program).addForRestore(options)) {
      inherited.add(keep(namespace).number());
    }
    int[] fds = new StandardStreams(machine).replacements(streams, open, session.log());
    for (int fd : fds) {
      inherited.add(fd);
    }
    StandardStreams.addForRestore(streams, fds, options);
    machine.files().directories().make(root(), 0700);
    RestoredRoot place = new RestoredRoot(machine, spec, root());
    try (Criu criu = Criu.start(machine, inherited, place::make)) {
      addOptions("/proc/" + criu.begun().pid() + "/root", options);
      joiner.join(criu.pid(), this::saveCgroups);
      addCgroups(criu.pid(), options);
      criu.call(CriuRequest.of(CriuType.RESTORE, options), this::notified);
      int code = criu.finish();
      if (code != 0) {
        throw new OciException("criu failed: exit code " + code);
      }
    } catch (OciException e) {
      throw CriuLog.explained(machine, e, flags.work() + "/" + CriuLog.RESTORE);
    } catch (PerformException e) {
      String why = LimitErrors.performed(e);
      throw new OciException("unable to restore the container: " + why);
    }
  }

  /** From then on CRIU, and what it makes, is found and ended by them. */
  private void saveCgroups() {
    state =
        state
            .withCgroups(joiner.made(), isUnits() ? List.of() : joiner.adopted())
            .withUnit(unit == null ? null : unit.text());
    directory.save(state);
  }

  /** The cgroup of a unit that was made now is there before we look, and ours all the same. */
  private boolean isUnits() {
    return unit != null && unit.text() != null;
  }

  /** The container's trees begin where CRIU is now, wherever they did when it was dumped. */
  private void addCgroups(int pid, CriuOptions options) {
    new ExternalMounts(machine, spec, joiner.made(), options).addForRestore();
    String text = machine.files().read("/proc/" + pid + "/cgroup");
    for (String line : Words.split(text, '\n')) {
      int controllers = line.indexOf(':') + 1;
      int path = line.indexOf(':', controllers);
      if (path >= 0) {
        for (String controller : Words.split(line.substring(controllers, path), ',')) {
          options.cgroupRoot(controller, line.substring(path + 1));
        }
      }
    }
  }

  private void notified(String script, int pid, int fd) {
    session.log().debug("criu: " + script);
    switch (script) {
      case "setup-namespaces" -> {
        first = pid;
        hooks().run(HookKind.CREATE_RUNTIME, pid);
      }
      case "post-restore" -> {
        first = pid;
        state = state.with(ProcessStat.known(machine, pid));
        directory.save(state);
      }
      case "orphan-pts-master" -> terminal = fd < 0 ? null : machine.files().own(fd);
      default -> {
        // nothing of ours is to be done then
      }
    }
  }

  private Started finish() {
    if (first == 0) {
      throw new OciException("criu failed: it has not told which process it has restored");
    }
    machine.files().directories().tryRemove(root());
    if (!directory.isCurrent()) {
      throw OciException.deleted(state.id());
    }
    if (console != null && terminal != null) {
      console.send(terminal);
    }
    pidFile.write(first);
    return new Started(first, machine.processes().open(first), terminal, state.cgroups());
  }

  /** What CRIU had made already lives in the container's cgroups, or is our child. */
  private void undo() {
    if (first > 0) {
      machine.processes().tryKill(first, Signals.SIGKILL);
      machine.processes().tryWait(first);
    }
    List<String> own = session.state().own(directory, state.id(), joiner.own());
    new CgroupRemover(machine).remove(own);
    if (unit != null && directory.successor(session.state(), state.id()) == null) {
      unit.undo();
    }
    machine.files().directories().tryRemove(root());
    directory.discard();
    hooks().runPoststop(session.log());
  }

  private ContainerHooks hooks() {
    return new ContainerHooks(machine, state, spec);
  }
}
