package dev.jaula.cli;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine, which does what needs a JVM: a folder with {@code java} (a link to the JDK's) and
 * {@code options} (what java(1) is told) beside the folder of this binary, or where JAULA_ENGINE
 * says.
 */
final class Engine {
  private static final String MAIN = "dev.jaula.engine.Main";

  private final Session session;
  private final Files files;

  Engine(Session session) {
    this.session = session;
    this.files = session.machine().files();
  }

  /** Becomes the engine, which does the verb with the words that follow it; does not come back. */
  int become(List<String> words) {
    String folder = folder();
    List<String> arguments = arguments(folder, words);
    new EngineNamespace(session).enter();
    return execute(folder, arguments);
  }

  /**
   * Has the engine do a verb, which may take a while and tell of it on standard error.
   *
   * @return its exit code
   */
  int call(List<String> words) {
    String folder = folder();
    List<String> arguments = arguments(folder, words);
    Processes processes = session.machine().processes();
    int pid = processes.fork(0, -1, new int[1]);
    if (pid == 0) {
      processes.exit(
          Main.guarded(
              session,
              () -> {
                files.descriptors().duplicate(2, 1);
                new EngineNamespace(session).enter();
                return execute(folder, arguments);
              }));
    }
    return processes.wait(pid);
  }

  private int execute(String folder, List<String> arguments) {
    int error = session.machine().processes().execute(folder + "/java", arguments, environment());
    throw new CliException(
        "the engine's "
            + folder
            + "/java cannot be executed ("
            + Errno.name(-error)
            + "); fix: have a JDK 25 or newer and build again: mvn -pl engine/engine -am -DskipTests package");
  }

  /** java, what it is told, where things are, and the words. */
  private List<String> arguments(String folder, List<String> words) {
    Folders folders = session.folders();
    List<String> all = new ArrayList<>(List.of("java", "@" + folder + "/options", MAIN));
    all.addAll(List.of(folders.store(), folders.containers(), binary()));
    all.addAll(words);
    return all;
  }

  /** Options from outside would change what the engine's start has been tuned for. */
  private List<String> environment() {
    List<String> kept = new ArrayList<>();
    for (String variable : session.environment()) {
      if (!variable.startsWith("JDK_JAVA_OPTIONS=")
          && !variable.startsWith("JAVA_TOOL_OPTIONS=")
          && !variable.startsWith("_JAVA_OPTIONS=")) {
        kept.add(variable);
      }
    }
    return kept;
  }

  private String folder() {
    String named = session.variable("JAULA_ENGINE");
    String folder = named;
    if (folder == null || folder.isEmpty()) {
      String binary = binary();
      String bin = binary.substring(0, Math.max(0, binary.lastIndexOf('/')));
      folder = bin.substring(0, Math.max(0, bin.lastIndexOf('/'))) + "/engine";
    }
    if (!files.exists(folder + "/options")) {
      throw new CliException(
          "the engine is not in "
              + folder
              + "; fix: build it (mvn -pl engine/engine -am -DskipTests package), or set JAULA_ENGINE to its folder");
    }
    return folder;
  }

  /**
   * This binary's path. A verb that makes processes of a container runs from a mount without one
   * (see own_binary.c), so there it is what the shell had called.
   */
  private String binary() {
    @Nullable String link = files.readLink("/proc/self/exe");
    if (link != null && link.lastIndexOf('/') > 0 && files.exists(link)) {
      return link;
    }
    String called = session.machine().kernel().arguments().get(0);
    if (called.indexOf('/') >= 0) {
      return resolved(
          called.startsWith("/") ? called : files.directories().current() + "/" + called);
    }
    String path = session.variable("PATH");
    for (String folder : Values.split(path == null ? "" : path, ':')) {
      if (files.tryExecutable(folder + "/" + called) == 0) {
        return resolved(folder + "/" + called);
      }
    }
    return called;
  }

  /** A link in the path is followed, as the engine lies beside what it leads to. */
  private String resolved(String path) {
    @Nullable String target = files.readLink(path);
    if (target == null) {
      return path;
    }
    return target.startsWith("/") ? target : path.substring(0, path.lastIndexOf('/') + 1) + target;
  }
}
