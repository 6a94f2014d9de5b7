package dev.jaula.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a container may leave on the machine: cgroups, mounts, processes, files of its state. */
final class Leftovers {
  private static final int TRIES = 200;

  private Leftovers() {}

  /** Everything that bears the container's name, or lies in the state directory below a root. */
  static List<String> of(String name, Path jaulaRoot) throws IOException {
    List<String> left = new ArrayList<>(cgroups(name));
    left.addAll(processes(name));
    if (Files.readString(Path.of("/proc/self/mountinfo")).contains(jaulaRoot.toString())) {
      left.add("a mount below " + jaulaRoot);
    }
    Path containers = jaulaRoot.resolve("run/containers");
    if (Files.isDirectory(containers)) {
      try (Stream<Path> files = Files.walk(containers)) {
        files.filter(file -> !file.equals(containers)).forEach(file -> left.add(file.toString()));
      }
    }
    return left;
  }

  /** The container's cgroups, in every hierarchy. */
  static List<String> cgroups(String name) throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
      for (Path hierarchy : hierarchies.toList()) {
        Path cgroup = hierarchy.resolve("jaula").resolve(name);
        if (Files.exists(cgroup)) {
          left.add(cgroup.toString());
        }
      }
    }
    Path unified = Path.of("/sys/fs/cgroup/jaula", name);
    if (Files.exists(unified)) {
      left.add(unified.toString());
    }
    return left;
  }

  /** Processes whose command line holds the name; one that is about to end gets a moment. */
  static List<String> processes(String name) throws IOException {
    List<String> left = List.of();
    for (int i = 0; i < TRIES; i++) {
      left = processesNow(name);
      if (left.isEmpty()) {
        return left;
      }
      pause(10);
    }
    return left;
  }

  static List<String> processesNow(String name) throws IOException {
    List<String> left = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        if (Character.isDigit(process.getFileName().toString().charAt(0))) {
          String command = commandLine(process);
          if (List.of(command.split("\0")).contains(name)) {
            left.add(process + ": " + command.replace('\0', ' '));
          }
        }
      }
    }
    return left;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(
          process.resolve("cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Waits until something is so. */
  static void await(java.util.concurrent.Callable<Boolean> so) {
    for (int i = 0; i < 4 * TRIES; i++) {
      try {
        if (so.call()) {
          return;
        }
      } catch (Exception notYet) {
        // what is looked at may not be there yet
      }
      pause(10);
    }
    throw new AssertionError("waited in vain");
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
