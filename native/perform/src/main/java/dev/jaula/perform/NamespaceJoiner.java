package dev.jaula.perform;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.plan.Step;
import dev.jaula.spec.NamespaceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Enters namespaces that exist, so that init is made in them (man 2 setns). */
final class NamespaceJoiner {
  private final Machine machine;
  private final List<Fd> fds = new ArrayList<>();
  private List<Step.Joined> joined = List.of();

  NamespaceJoiner(Machine machine) {
    this.machine = machine;
  }

  /** Whether init can be cloned directly. */
  boolean isEmpty() {
    return fds.isEmpty();
  }

  /**
   * As nsenter(1): all are opened first. Root of the host may enter any of them until it has
   * entered another user namespace, others only afterwards. Not the caller enters them, whose hooks
   * and helpers belong to the host, but another process, which makes init there (see {@link
   * #cloneInit}).
   */
  void open(Step.JoinNamespaces step) {
    joined = step.namespaces();
    for (Step.Joined one : joined) {
      fds.add(machine.files().open(one.path(), Files.O_RDONLY));
    }
  }

  void close() {
    for (Fd fd : fds) {
      fd.close();
    }
    fds.clear();
  }

  /**
   * A process that enters the namespaces and makes init as its own sibling, so that the caller
   * stays where it is and still is init's parent.
   *
   * @param init what init does; it does not return
   * @return init's pid
   */
  int cloneInit(int flags, int cgroup, Report[] ends, Runnable init) {
    int pid;
    int[] pipe = machine.files().descriptors().pipe(Files.O_CLOEXEC);
    int[] stageFd = {-1};
    try {
      int stage = machine.processes().fork(0, -1, stageFd);
      if (stage == 0) {
        stage(flags, cgroup, ends[1], init, pipe[1]);
      }
      machine.files().close(pipe[1]);
      pipe[1] = -1;
      byte[] answer = new byte[16];
      int length = machine.files().read(pipe[0], answer, 0, answer.length);
      pid = length == 0 ? 0 : Integer.parseInt(Bytes.decode(Arrays.copyOf(answer, length)));
      machine.processes().tryWait(stage);
    } finally {
      closeAll(pipe[0], pipe[1], stageFd[0]);
      close();
    }
    if (pid == 0) {
      PerformException why = ends[0].failureSoFar();
      throw why != null
          ? why
          : new PerformException(PerformException.FAILED, "init ended before it was ready");
    }
    return pid;
  }

  private void closeAll(int... fds) {
    for (int fd : fds) {
      if (fd >= 0) {
        machine.files().close(fd);
      }
    }
  }

  /** Never returns: this process, or init, ends here. */
  private void stage(int flags, int cgroup, Report report, Runnable init, int answer) {
    try {
      joinInOrder(joined, fds);
      int made = machine.processes().forkForParent(flags & 0xffffffffL, cgroup, new int[1]);
      if (made == 0) {
        machine.files().close(answer);
        init.run();
      }
      machine.files().print(answer, String.valueOf(made));
    } catch (LinuxException e) {
      report.fail(PerformException.FAILED, Remedy.line(new Step.JoinNamespaces(joined), e));
    } finally {
      machine.processes().exit(PerformException.FAILED);
    }
  }

  private void joinInOrder(List<Step.Joined> namespaces, List<Fd> open) {
    hide();
    List<Integer> left = new ArrayList<>();
    int user = -1;
    for (int i = 0; i < open.size(); i++) {
      if (namespaces.get(i).type() == NamespaceType.USER) {
        user = i;
      } else if (!tryJoin(open.get(i), namespaces.get(i))) {
        left.add(i);
      }
    }
    if (user >= 0) {
      join(open.get(user), namespaces.get(user));
    }
    for (int i : left) {
      join(open.get(i), namespaces.get(i));
    }
  }

  /** Nobody in there may look into this process and what it holds open (CVE-2016-9962). */
  private void hide() {
    machine.credentials().setDumpable(false);
  }

  private boolean tryJoin(Fd fd, Step.Joined joined) {
    return machine.processes().trySetNamespace(fd.number(), joined.type().flag()) == 0;
  }

  private void join(Fd fd, Step.Joined joined) {
    machine.processes().setNamespace(fd.number(), joined.type().flag(), joined.path());
  }
}
