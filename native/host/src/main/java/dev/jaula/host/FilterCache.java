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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiled seccomp filters on disk, named by what they were compiled from: rules are compiled once,
 * which takes a hundred times as long as reading the result. What is not in the cache, is of
 * another version or is somebody else's is compiled anew; the oldest make room for the newest.
 */
public final class FilterCache {
  /**
   * Of each kind of name: texts, that are read again whenever they are asked for, and the others,
   * that containers which run may still want.
   */
  private static final int KEPT = 128;

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
    Program cached = read(key);
    if (cached != null) {
      return cached;
    }
    KernelVersion kernel = KernelVersion.of(machine);
    return compile(
        key,
        DockerRules.profile(capabilities, Architecture.X86_64, kernel.major(), kernel.minor()),
        FilterSource.NONE);
  }

  public Program profile(String key, Profile profile) {
    Program cached = read(key);
    return cached == null ? compile(key, profile, FilterSource.NONE) : cached;
  }

  /** The filter of a container that was started with it; null when the cache has lost it. */
  public @Nullable Program read(String key) {
    return read(key, FilterSource.NONE);
  }

  /** The filter of a text, or null when it is not there. */
  public @Nullable Program read(String key, FilterSource source) {
    String path = folder + "/" + key;
    int fd = machine.files().tryOpenAt(Files.AT_FDCWD, path, Files.O_RDONLY | Files.O_NOFOLLOW, 0);
    if (fd < 0) {
      return null;
    }
    try (Fd file = machine.files().own(fd)) {
      @Nullable Stat stat = machine.files().statDescriptor(fd);
      // without a home the folder is below /tmp, where anybody could have made it
      if (stat == null
          || stat.uid() != machine.credentials().userId()
          || stat.size() > FilterFile.MOST) {
        return null;
      }
      int limit = (int) stat.size();
      long at = machine.kernel().memory().zeroed(limit);
      int size = machine.files().readRaw(file.number(), at, limit);
      return FilterFile.decode(machine.kernel().syscalls(), at, size, source);
    }
  }

  /** Compiles what the text says, and keeps it. */
  public Program compile(String key, Profile profile, FilterSource source) {
    byte[] code = Compiler.compile(profile, Architecture.X86_64);
    int flags = FilterFlag.bits(profile.flags());
    byte[] file = FilterFile.encode(source, flags, code);
    if (file.length <= FilterFile.MOST) {
      keep(key, file);
    }
    long address = machine.kernel().memory().bytes(code);
    return new Program(address, code.length / FilterFile.INSTRUCTION, flags);
  }

  /** A cache that cannot be written costs time, not correctness. */
  private void keep(String key, byte[] file) {
    try {
      // what is above it may be above containers too, whose root can be anybody
      machine.files().directories().makeWithParents(folder, 0711);
      machine.files().replace(folder + "/" + key, file, 0600);
      makeRoom(key.startsWith(FilterSource.PREFIX));
    } catch (LinuxException e) {
      // it has left nothing
    }
  }

  private void makeRoom(boolean ofTexts) {
    List<Entry> entries = new ArrayList<>();
    for (String name : machine.files().directories().list(folder)) {
      if (name.startsWith(FilterSource.PREFIX) == ofTexts) {
        entries.add(new Entry(folder + "/" + name));
      }
    }
    if (entries.size() <= KEPT) {
      return;
    }
    for (Entry entry : entries) {
      @Nullable Stat stat = machine.files().linkStat(entry.path);
      entry.modified = stat == null ? 0 : stat.modified();
    }
    entries.sort((a, b) -> Long.compare(a.modified, b.modified));
    for (Entry entry : entries.subList(0, entries.size() - KEPT)) {
      machine.files().tryUnlink(entry.path);
    }
  }

  private static final class Entry {
    final String path;
    long modified;

    Entry(String path) {
      this.path = path;
    }
  }
}
