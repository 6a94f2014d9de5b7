package dev.jaula.spec;

import dev.jaula.json.JsonValue;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Profile;

/**
 * Reads what {@code --security-opt seccomp=FILE} names: Docker's profiles (moby, profiles/seccomp:
 * archMap, includes, excludes) and linux.seccomp of the runtime-spec, which is a subset of it.
 */
public final class SeccompFile {
  private SeccompFile() {}

  /** What a profile's includes and excludes ask about. */
  record Target(long capabilities, Architecture machine, int major, int minor) {}

  /**
   * The rules that hold for a container.
   *
   * @param capabilities the container's bounding set, bit n for capability n
   * @param machine the kernel's own architecture
   * @param major the kernel's version, e.g. 6 of 6.18
   * @param minor the kernel's version, e.g. 18 of 6.18
   * @throws SpecException for the first wrong value, with its path in the file
   */
  public static Profile read(
      JsonValue document, long capabilities, Architecture machine, int major, int minor) {
    return SeccompReader.read(
        Field.document(document, "seccomp profile"),
        new Target(capabilities, machine, major, minor));
  }
}
