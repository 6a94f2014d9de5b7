package dev.jaula.perform;

import dev.jaula.linux.Credentials;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Signals;
import dev.jaula.linux.Sockets;
import dev.jaula.linux.Terminals;

/** The kernel's wrappers by topic, made once a process. */
public record Machine(
    Kernel kernel,
    Files files,
    Mounts mounts,
    Processes processes,
    Signals signals,
    Credentials credentials,
    Terminals terminals,
    Sockets sockets) {
  public static Machine of(Kernel kernel) {
    return new Machine(
        kernel,
        new Files(kernel),
        new Mounts(kernel),
        new Processes(kernel),
        new Signals(kernel),
        new Credentials(kernel),
        new Terminals(kernel),
        new Sockets(kernel));
  }
}
