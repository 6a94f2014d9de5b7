package dev.jaula.perform;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Signals;

/**
 * Hands the notifications of a filter to the agent at linux.seccomp.listenerPath (config-linux.md,
 * "The Container Process State").
 */
public final class ListenerCall {
  private final Machine machine;
  private final Fd agent;
  private final State state;

  /** What the agent is told, made when the process is known. */
  public interface State {
    String of(int pid);
  }

  /** agent is a connected stream socket, which is closed afterwards. */
  public ListenerCall(Machine machine, Fd agent, State state) {
    this.machine = machine;
    this.agent = agent;
    this.state = state;
  }

  /** Takes the descriptor as soon as init has it (man 2 pidfd_getfd), and sends it on. */
  void take(OciOutside outside) {
    int number = outside.report().announced();
    int pidfd = outside.pidfd().number();
    int taken = machine.processes().tryTake(pidfd, number);
    boolean ended = false;
    while (taken == -Errno.EBADF && !ended) {
      ended = machine.signals().poll(new int[] {pidfd}, new int[] {Signals.POLLIN}, new int[1], 1);
      taken = machine.processes().tryTake(pidfd, number);
    }
    if (taken < 0) {
      PerformException why = outside.report().failureSoFar();
      throw why != null ? why : failed("pidfd_getfd", -taken);
    }
    try (Fd notifications = machine.files().own(taken)) {
      machine
          .sockets()
          .sendDescriptor(agent.number(), notifications.number(), state.of(outside.pid()));
    } catch (LinuxException e) {
      throw failed("send", e.errno());
    } finally {
      agent.close();
    }
  }

  private static PerformException failed(String call, int errno) {
    return new PerformException(
        PerformException.FAILED, "linux.seccomp.listenerPath: " + call + ": " + Errno.text(errno));
  }
}
