package dev.jaula.perform;

import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;
import dev.jaula.plan.Step;
import java.util.List;

/** What is done to the process last, up to the execution of the command. */
final class ProcessPerformer {
  private static final int[] HEEDED = {
    Signals.SIGHUP, Signals.SIGINT, Signals.SIGQUIT, Signals.SIGPIPE, Signals.SIGTERM
  };

  private final Machine machine;
  private final Start start;
  private final Report report;
  private int uid;

  ProcessPerformer(Machine machine, Start start, Report report) {
    this.machine = machine;
    this.start = start;
    this.report = report;
  }

  void dieWithCaller() {
    machine.credentials().setParentDeathSignal(Signals.SIGKILL);
  }

  /** Ends when its caller does no longer matter to it. */
  void outlive() {
    machine.credentials().setParentDeathSignal(0);
  }

  /**
   * Nothing but the gate and what the command inherits stays open meanwhile, so that nobody waits
   * for the end of a pipe that init happens to hold. Errors go to whoever has started it.
   */
  void awaitStart() {
    outlive();
    report.say(Report.Kind.READY);
    int gate = 3 + start.preserved();
    if (start.gate() != gate) {
      machine.files().descriptors().duplicate(start.gate(), gate);
    }
    machine.processes().closeRange(gate + 1, -1);
    report.move(machine.sockets().accept(gate));
    machine.files().close(gate);
  }

  /** A caller that was killed before the signal was set sends none: its end is shut by then. */
  private void endIfAbandoned() {
    if (report.isAbandoned()) {
      machine.processes().exit(PerformException.FAILED);
    }
  }

  /** User 0 of the new namespace; until now this process was somebody else. */
  void becomeRoot() {
    machine.credentials().setGroupId(0);
    machine.credentials().setUserId(0);
    if (start.diesWithCaller()) {
      // cleared by the change of user (man 2 prctl); whether the caller has gone is seen at the
      // next
      dieWithCaller();
    }
  }

  /** A terminal of the container's own devpts; the caller gets the side that is not a terminal. */
  void openTerminal() {
    Files files = machine.files();
    try (Fd master = files.open("/dev/pts/ptmx", Files.O_RDWR | Files.O_NOCTTY)) {
      machine.terminals().unlock(master.number());
      int peer = machine.terminals().openPeer(master.number());
      takeSize(master.number());
      report.sendTerminal(master.number());
      machine.terminals().control(peer);
      for (int fd = 0; fd <= 2; fd++) {
        files.descriptors().duplicate(peer, fd);
      }
      if (start.isFirst()) {
        console(peer);
      }
      files.close(peer);
    }
  }

  /** That of the caller's terminal, before the command can ask for it. */
  private void takeSize(int master) {
    int[] size = machine.terminals().size(0);
    if (size != null) {
      machine.terminals().setSize(master, size[0], size[1]);
    }
  }

  /**
   * Both ends by descriptor: neither the terminal's name nor that of the console can lead elsewhere
   * (CVE-2025-52565).
   */
  private void console(int terminal) {
    new Targets(machine).makeFile("/dev/console");
    int flags = Files.O_PATH | Files.O_NOFOLLOW;
    int resolve = Files.RESOLVE_NO_MAGICLINKS;
    int console = machine.files().tryOpenResolved(Files.AT_FDCWD, "/dev/console", flags, resolve);
    if (console < 0) {
      throw new LinuxException("open", "/dev/console", -console);
    }
    try (Fd tree = machine.files().own(machine.mounts().cloneTree(terminal, "", false));
        Fd target = machine.files().own(console)) {
      int result = machine.mounts().tryMoveOnto(tree.number(), target.number());
      if (result < 0) {
        throw new LinuxException("mount", "terminal on /dev/console", -result);
      }
    }
  }

  /**
   * The parent-death signal is cleared by a change of user, so it is set again after it (man 2
   * prctl); dumpable is switched off so that nobody inside can look into this process before it
   * executes (CVE-2016-9962, CVE-2019-5736).
   */
  void setUser(Step.SetUser step) {
    uid = step.uid();
    if (step.umask() >= 0) {
      machine.processes().setUmask(step.umask());
    }
    if (step.setGroups()) {
      machine.credentials().setGroups(step.groups());
    }
    machine.credentials().setGroupId(step.gid());
    if (step.uid() != 0) {
      machine.credentials().keepCapabilities();
    }
    machine.credentials().setUserId(step.uid());
    machine.credentials().setDumpable(false);
    if (start.diesWithCaller()) {
      dieWithCaller();
      endIfAbandoned();
    }
  }

  void setCapabilities(Step.SetCapabilities step) {
    machine
        .credentials()
        .setCapabilities(step.effective(), step.permitted(), step.inheritable() | step.ambient());
    machine.credentials().raiseAmbient(step.ambient() & Capabilities.ALL);
  }

  /** A directory outside the root has a path that does not begin with a slash (CVE-2024-21626). */
  void changeDirectory(String path) {
    try {
      machine.files().directories().enter(path);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      try (Fd made = new Targets(machine).open(path, 0)) {
        machine.files().directories().enter(made.number());
      }
    }
    if (!machine.files().directories().current().startsWith("/")) {
      throw new LinuxException("chdir", path, Errno.EXDEV);
    }
  }

  void installFilter() {
    Program program = start.filter();
    if (program != null) {
      machine.credentials().installFilter(program.address(), program.count(), program.flags());
    }
  }

  /** The parent of the two stays as pid 1; the child goes on to execute the command. */
  void forkReaper() {
    machine.credentials().becomeSubreaper();
    int[] pidfd = new int[1];
    int child = machine.processes().fork(0, -1, pidfd);
    if (child != 0) {
      new Reaper(machine, child).run();
    }
  }

  void execute(Step.Execute step) {
    if (start.input() == Start.NOTHING) {
      // not the host's: a descriptor of that would let its mode be changed
      machine
          .files()
          .descriptors()
          .duplicate(machine.files().open("/dev/null", Files.O_RDONLY).release(), 0);
    } else if (start.input() >= 0) {
      machine.files().descriptors().duplicate(start.input(), 0);
    }
    if (start.output() >= 0) {
      machine.files().descriptors().duplicate(start.output(), 1);
      machine.files().descriptors().duplicate(start.output(), 2);
    }
    machine.processes().closeOnExecFrom(3 + start.preserved());
    heedSignals();
    String program = step.args().get(0);
    List<String> env = Home.added(machine.files(), step.env(), uid);
    int errno = search(program, env, path -> tryExecute(path, step.args(), env));
    throw failure(program, errno);
  }

  /** As {@link #execute}, without executing. */
  void find(Step.FindProgram step) {
    String program = step.args().get(0);
    int errno = search(program, step.env(), path -> -machine.files().tryExecutable(path));
    if (errno != 0) {
      throw failure(program, errno);
    }
  }

  /** What is tried with each path; 0 or an errno. */
  private interface Attempt {
    int with(String path);
  }

  /**
   * Signals that the caller ignores, as under nohup(1) or in a script's background, are the
   * caller's affair. SIGCHLD is default since the fork.
   */
  private void heedSignals() {
    for (int signal : HEEDED) {
      machine.signals().resetToDefault(signal);
    }
    machine.signals().setMask(0);
  }

  private int tryExecute(String path, List<String> args, List<String> env) {
    return -machine.processes().execute(path, args, env);
  }

  /**
   * As execvp(3): the first match counts, a file that may not be executed only if there is no
   * other.
   */
  private static int search(String program, List<String> env, Attempt attempt) {
    if (program.indexOf('/') >= 0) {
      return attempt.with(program);
    }
    int errno = Errno.ENOENT;
    String path = path(env);
    int from = 0;
    while (from <= path.length()) {
      int colon = path.indexOf(':', from);
      int to = colon < 0 ? path.length() : colon;
      String directory = to == from ? "." : path.substring(from, to);
      int result = attempt.with(directory + "/" + program);
      if (result != Errno.ENOENT && result != Errno.ENOTDIR) {
        errno = result;
        if (result != Errno.EACCES) {
          return result;
        }
      }
      from = to + 1;
    }
    return errno;
  }

  private static String path(List<String> env) {
    for (String variable : env) {
      if (variable.startsWith("PATH=")) {
        return variable.substring(5);
      }
    }
    return "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  }

  private static PerformException failure(String program, int errno) {
    boolean missing = errno == Errno.ENOENT || errno == Errno.ENOTDIR;
    int code = missing ? PerformException.NOT_FOUND : PerformException.NOT_EXECUTABLE;
    String why =
        missing && program.indexOf('/') < 0
            ? "executable file not found in $PATH"
            : Errno.text(errno);
    return new PerformException(code, "exec: \"" + program + "\": " + why + hint(errno));
  }

  private static String hint(int errno) {
    return switch (errno) {
      case Errno.ENOENT ->
          "; the command must exist inside the container, its interpreter and loader too";
      case Errno.EISDIR -> ": permission denied; a command is a file";
      case Errno.ENOTDIR -> "; what comes before the last slash must be a directory";
      case Errno.EACCES -> "; is it a file with the execute bit, on a file system without noexec?";
      case Errno.ENOEXEC ->
          "; it is neither a program of this architecture nor a script that begins with #!";
      case Errno.E2BIG -> "; shorten the arguments or the environment";
      default -> "";
    };
  }
}
