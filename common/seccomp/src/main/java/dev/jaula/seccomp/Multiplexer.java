package dev.jaula.seccomp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * i386 reaches sockets and System V IPC also through socketcall and ipc, whose first argument picks
 * the call (linux/net.h, linux/ipc.h). A rule for such a call must hold on both ways, or the second
 * would go round it.
 *
 * @param gate socketcall or ipc
 * @param selector which first argument picks the call
 */
record Multiplexer(String gate, Condition selector) {
  private static final List<String> SOCKET =
      List.of(
          "socket",
          "bind",
          "connect",
          "listen",
          "accept",
          "getsockname",
          "getpeername",
          "socketpair",
          "send",
          "recv",
          "sendto",
          "recvfrom",
          "shutdown",
          "setsockopt",
          "getsockopt",
          "sendmsg",
          "recvmsg",
          "accept4",
          "recvmmsg",
          "sendmmsg");

  /** The way through a gate on i386, or null when there is none. */
  static @Nullable Multiplexer of(String name) {
    int socket = SOCKET.indexOf(name);
    if (socket >= 0) {
      return new Multiplexer("socketcall", new Condition(0, Operator.EQ, socket + 1, 0));
    }
    int ipc = ipc(name);
    // The kernel cuts a version out of the upper half before it looks (ipc/syscall.c).
    return ipc == 0
        ? null
        : new Multiplexer("ipc", new Condition(0, Operator.MASKED_EQ, 0xffff, ipc));
  }

  private static int ipc(String name) {
    return switch (name) {
      case "semop" -> 1;
      case "semget" -> 2;
      case "semctl" -> 3;
      case "semtimedop" -> 4;
      case "msgsnd" -> 11;
      case "msgrcv" -> 12;
      case "msgget" -> 13;
      case "msgctl" -> 14;
      case "shmat" -> 21;
      case "shmdt" -> 22;
      case "shmget" -> 23;
      case "shmctl" -> 24;
      default -> 0;
    };
  }
}
