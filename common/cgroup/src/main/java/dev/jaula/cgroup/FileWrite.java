package dev.jaula.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * One write that sets a limit.
 *
 * @param controller by its name in the hierarchy's version
 * @param root of the hierarchy; the cgroup's path comes between it and the file
 * @param otherwise what to write instead when the kernel does not offer the file (ENOENT)
 * @param given what was asked for, where that is another key or value: {@code cpu.shares 512}
 * @param isOptional whether nothing is to be written then, since the limit holds without it
 * @param limit what is limited, see {@link Limit}
 */
public record FileWrite(
    String controller,
    String root,
    String file,
    String value,
    @Nullable FileWrite otherwise,
    @Nullable String given,
    boolean isOptional,
    String limit) {

  public FileWrite(String limit, String controller, String root, String file, String value) {
    this(controller, root, file, value, null, null, false, limit);
  }

  /** The same, or another one where the kernel does not offer the file. */
  FileWrite or(FileWrite other) {
    return new FileWrite(controller, root, file, value, other, given, false, limit);
  }

  /** The same, or nothing where the kernel does not offer the file. */
  FileWrite orNothing() {
    return new FileWrite(controller, root, file, value, null, given, true, limit);
  }

  /** The same, for what was asked for. */
  FileWrite from(String asked) {
    return new FileWrite(controller, root, file, value, otherwise, asked, isOptional, limit);
  }

  /** The file of a cgroup; base begins with a slash, {@code /} is the hierarchy's root. */
  public String path(String base) {
    return (base.equals("/") ? root : root + base) + "/" + file;
  }

  /** The command a person would type. */
  public String shell(String base) {
    return "echo " + Shell.quote(value) + " > " + Shell.quote(path(base));
  }
}
