package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Spec;
import java.util.List;

/** Writes a running container to a directory of images. */
final class Checkpoint {
  private static final int MEM_TRACK = 1;
  private static final int LAZY = 2;
  private static final int STATUS_READY = 31500;
  private static final int UNIFIED_FREEZER = 31400;

  private final Session session;
  private final Machine machine;
  private final Arguments arguments;
  private final Container container;
  private final Spec spec;
  private final CriuFlags flags;
  private final CriuProgram program;
  private int statusFd = -1;

  Checkpoint(Session session, Container container) {
    this.session = session;
    this.machine = session.machine();
    this.arguments = session.arguments();
    this.container = container;
    this.spec = container.spec();
    this.flags = new CriuFlags(session);
    this.program = new CriuProgram(machine);
  }

  /** Whether the container is only looked at, and goes on. */
  boolean leavesRunning() {
    return arguments.is("leave-running") || arguments.is("pre-dump");
  }

  /** An error, and the container as it was, when CRIU fails. */
  void write() {
    program.need(CriuProgram.OLDEST, "checkpoint");
    needFeatures();
    try (Fd images = flags.makeImages();
        Fd work = flags.openWork("")) {
      CriuOptions options = options(images, work);
      List<String> streams = new StandardStreams(machine).of(pid());
      StandardStreams.addForDump(streams, options);
      if (!arguments.is("pre-dump")) {
        new ExternalMounts(machine, spec, container.state().cgroups(), options).addForDump(pid());
        new StandardStreams(machine).write(flags.images(), streams);
      }
      dump(options);
    }
  }

  private int pid() {
    return container.state().init().pid();
  }

  private void needFeatures() {
    if (arguments.is("pre-dump")) {
      program.needFeature(MEM_TRACK, "MemTrack");
    }
    if (arguments.is("lazy-pages")) {
      program.needFeature(LAZY, "LazyPages");
    }
  }

  private CriuOptions options(Fd images, Fd work) {
    CriuOptions options =
        flags
            .add(spec, images, work, CriuLog.DUMP, new CriuOptions())
            .number(CriuOptions.PID, pid())
            .text(CriuOptions.ROOT, container.state().origin().rootfs())
            .flag(CriuOptions.LEAVE_RUNNING, arguments.is("leave-running"))
            .flag(CriuOptions.TCP_SKIP_IN_FLIGHT, arguments.is("tcp-skip-in-flight"))
            .flag(CriuOptions.LINK_REMAP, arguments.is("link-remap"));
    new CriuNamespaces(machine, spec, program).addForDump(options);
    addFreezer(options);
    flags.addPageServer(options);
    String parent = flags.parent();
    if (!parent.isEmpty()) {
      options.text(CriuOptions.PARENT_IMG, parent).flag(CriuOptions.TRACK_MEM, true);
    }
    statusFd = arguments.is("lazy-pages") ? flags.statusFd() : -1;
    if (statusFd >= 0 && !program.isSince(STATUS_READY)) {
      options.number(CriuOptions.STATUS_FD, statusFd);
      statusFd = -1;
    }
    return options;
  }

  /** Otherwise CRIU stops each process by itself, and may miss one that is being made. */
  private void addFreezer(CriuOptions options) {
    for (String directory : container.state().cgroups()) {
      boolean legacy = directory.startsWith(Hierarchies.ROOT + "/freezer/");
      boolean unified = machine.files().exists(directory + "/cgroup.freeze");
      if (legacy || unified && program.isSince(UNIFIED_FREEZER)) {
        options.text(CriuOptions.FREEZE_CGROUP, directory);
        return;
      }
    }
  }

  private void dump(CriuOptions options) {
    boolean only = arguments.is("pre-dump");
    byte[] request = CriuRequest.of(only ? CriuType.PRE_DUMP : CriuType.DUMP, options);
    try (Criu criu = Criu.start(machine, List.of(), () -> {})) {
      criu.call(request, this::notified);
      int code = criu.finish();
      // after a pre-dump it would wait for the next one, and takes our end for a failure
      if (code != 0 && !only) {
        throw new OciException("criu failed: exit code " + code);
      }
    } catch (OciException e) {
      throw CriuLog.explained(machine, e, flags.work() + "/" + CriuLog.DUMP);
    }
  }

  private void notified(String script, int pid, int fd) {
    if (script.equals("status-ready") && statusFd >= 0) {
      byte[] ready = {0};
      machine.files().write(statusFd, ready, 0, 1);
      machine.files().close(statusFd);
      statusFd = -1;
    }
    session.log().debug("criu: " + script);
  }
}
