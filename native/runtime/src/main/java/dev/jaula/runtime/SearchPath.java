package dev.jaula.runtime;

import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/** Finds the host's programs: in PATH, then where they usually are. */
final class SearchPath {
  private static final String USUAL = "/usr/sbin:/usr/bin:/sbin:/bin";

  private SearchPath() {}

  /**
   * The path of a program that this user may execute; an error that ends with the advice when there
   * is none. Folders that are not absolute are passed over.
   */
  static String find(Machine machine, String name, String advice) {
    @Nullable String typed = machine.kernel().variable("PATH");
    for (String folder : Words.split((typed == null ? "" : typed) + ":" + USUAL, ':')) {
      String file = folder + "/" + name;
      if (folder.startsWith("/") && machine.files().tryExecutable(file) == 0) {
        return file;
      }
    }
    throw new OciException("exec: \"" + name + "\": executable file not found in $PATH; " + advice);
  }
}
