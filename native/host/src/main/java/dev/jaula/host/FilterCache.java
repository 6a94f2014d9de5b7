package dev.jaula.host;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Compiler;
import dev.jaula.seccomp.DockerRules;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Compiled seccomp filters on disk, named by what they were compiled from: rules are compiled once,
 * which takes a hundred times as long as reading the result.
 */
public final class FilterCache {
  private static final int INSTRUCTION = 8;
  private static final int MOST = 4096 * INSTRUCTION;

  private final Machine machine;
  private final String folder;

  public FilterCache(Machine machine, String folder) {
    this.machine = machine;
    this.folder = folder;
  }

  /** Docker's rules for a container with these capabilities. */
  public static String dockerKey(Machine machine, long capabilities) {
    KernelVersion kernel = KernelVersion.of(machine);
    return DockerRules.key(capabilities, Architecture.X86_64, kernel.major(), kernel.minor());
  }

  public Program docker(String key, long capabilities) {
    Program cached = read(key, 0);
    if (cached != null) {
      return cached;
    }
    KernelVersion kernel = KernelVersion.of(machine);
    return compile(
        key,
        DockerRules.profile(capabilities, Architecture.X86_64, kernel.major(), kernel.minor()));
  }

  public Program profile(String key, Profile profile) {
    Program cached = read(key, FilterFlag.bits(profile.flags()));
    return cached != null ? cached : compile(key, profile);
  }

  /** The filter of a container that was started with it; null when the cache has lost it. */
  public @Nullable Program read(String key, int flags) {
    int fd =
        machine
            .files()
            .tryOpenAt(Files.AT_FDCWD, folder + "/" + key, Files.O_RDONLY | Files.O_NOFOLLOW, 0);
    if (fd < 0) {
      return null;
    }
    try (Fd file = machine.files().own(fd)) {
      long address = machine.kernel().memory().zeroed(MOST);
      int length = machine.files().readRaw(file.number(), address, MOST);
      boolean whole = length > 0 && length % INSTRUCTION == 0;
      return whole ? new Program(address, length / INSTRUCTION, flags) : null;
    }
  }

  private Program compile(String key, Profile profile) {
    byte[] code = Compiler.compile(profile, Architecture.X86_64);
    keep(key, code);
    long address = machine.kernel().memory().bytes(code);
    return new Program(address, code.length / INSTRUCTION, FilterFlag.bits(profile.flags()));
  }

  /** A cache that cannot be written costs time, not correctness. */
  private void keep(String key, byte[] code) {
    try {
      @Nullable Stat stat = machine.files().stat(folder);
      if (stat == null) {
        // what is above it may be above containers too, whose root can be anybody
        machine.files().directories().makeWithParents(folder, 0711);
      }
      machine.files().replace(folder + "/" + key, code, 0600);
    } catch (LinuxException e) {
      // it has left nothing
    }
  }
}
