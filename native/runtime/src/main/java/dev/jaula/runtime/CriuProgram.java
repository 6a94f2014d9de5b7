package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import java.util.List;

/** The CRIU that is installed, if any: where it is, how new it is, and whether it works here. */
final class CriuProgram {
  /** The first that knows external network namespaces, and what else is asked of it here. */
  static final int OLDEST = 31100;

  private static final String NEED =
      "checkpoint and restore need CRIU 3.11 or newer, which knows this kernel: apt-get install"
          + " criu";

  private final Machine machine;
  private int version;

  CriuProgram(Machine machine) {
    this.machine = machine;
  }

  /** Its path; an error that names the package when there is none. */
  static String find(Machine machine) {
    return SearchPath.find(machine, "criu", NEED);
  }

  /** Such as 40101 for 4.1.1; asked for once. */
  int version() {
    if (version == 0) {
      try (Criu criu = Criu.start(machine, List.of(), () -> {})) {
        version = criu.call(CriuRequest.of(CriuType.VERSION, null), (s, pid, fd) -> {}).version();
      }
    }
    return version;
  }

  boolean isSince(int first) {
    return version() >= first;
  }

  /** An error when it is older than what an option needs. */
  void need(int first, String what) {
    if (!isSince(first)) {
      String text = first / 10000 + "." + first / 100 % 100;
      throw new OciException(
          what
              + " requires at least CRIU "
              + text
              + "; this is "
              + version() / 10000
              + "."
              + version() / 100 % 100);
    }
  }

  /** An error when CRIU or this kernel lacks a feature, by its field of criu_features. */
  void needFeature(int feature, String name) {
    try (Criu criu = Criu.start(machine, List.of(), () -> {})) {
      int has = criu.call(CriuRequest.feature(feature), (script, pid, fd) -> {}).features();
      if ((has >> feature & 1) == 0) {
        throw new OciException("criu is missing features: [" + name + "]; " + NEED);
      }
    }
  }

  /** An error with CRIU's own words when it does not work on this kernel, for this user. */
  void check() {
    need(OLDEST, "checkpoint");
    String work = workDirectory();
    try (Fd directory = machine.files().open(work, Files.O_RDONLY | Files.O_DIRECTORY)) {
      CriuOptions options =
          new CriuOptions()
              .number(CriuOptions.IMAGES_DIR_FD, directory.number())
              .number(CriuOptions.LOG_LEVEL, 1)
              .text(CriuOptions.LOG_FILE, CriuLog.CHECK);
      check(options, work);
    } finally {
      machine.files().directories().removeTree(work);
    }
  }

  private void check(CriuOptions options, String work) {
    try (Criu criu = Criu.start(machine, List.of(), () -> {})) {
      criu.call(CriuRequest.of(CriuType.CHECK, options), (script, pid, fd) -> {});
    } catch (OciException e) {
      String said = CriuLog.errors(machine, work + "/" + CriuLog.CHECK);
      String why = said.isEmpty() ? String.valueOf(e.getMessage()) : said;
      throw new OciException("criu does not work here: " + why + "; " + NEED);
    }
  }

  /** CRIU writes its log somewhere, and nothing of ours may be there yet. */
  private String workDirectory() {
    String path = "/tmp/jaula-runtime-criu-" + machine.processes().id();
    machine.files().directories().make(path, 0700);
    return path;
  }
}
