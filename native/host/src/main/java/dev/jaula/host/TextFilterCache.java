package dev.jaula.host;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Compiler;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Compiled filters by the very text that they were compiled from: an engine gives the same profile
 * with every container, and to read it as JSON takes ten times as long as to compare it.
 *
 * <p>A file has the flags and the length of the text, 4 bytes each, the text, and the program.
 */
public final class TextFilterCache {
  private static final int INSTRUCTION = 8;
  private static final int HEADER = 8;
  private static final int MOST = 1 << 20;

  private final Machine machine;
  private final String folder;

  public TextFilterCache(Machine machine, String folder) {
    this.machine = machine;
    this.folder = folder;
  }

  /** The name of a text; two texts may share one. */
  public static String key(byte[] data, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ data[i]) * 0x100000001b3L;
    }
    return "text-" + Long.toHexString(hash);
  }

  /** The filter of a text, or null when it is not there. */
  public @Nullable Program read(String key, byte[] data, int from, int to) {
    int fd = machine.files().tryOpenAt(Files.AT_FDCWD, folder + "/" + key, Files.O_RDONLY, 0);
    if (fd < 0) {
      return null;
    }
    try (Fd file = machine.files().own(fd)) {
      int length = to - from;
      int limit = Math.min(MOST, HEADER + length + 4096 * INSTRUCTION);
      long at = machine.kernel().memory().zeroed(limit);
      int size = machine.files().readRaw(file.number(), at, limit);
      int code = size - HEADER - length;
      boolean whole = code > 0 && code % INSTRUCTION == 0;
      return whole && isSame(at, data, from, to)
          ? new Program(
              at + HEADER + length, code / INSTRUCTION, machine.kernel().syscalls().getInt(at))
          : null;
    }
  }

  private boolean isSame(long at, byte[] data, int from, int to) {
    if (machine.kernel().syscalls().getInt(at + 4) != to - from) {
      return false;
    }
    byte[] text = new byte[to - from];
    machine.kernel().syscalls().copyOut(at + HEADER, text, 0, text.length);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != data[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Compiles what the text says, and keeps it; a cache that cannot be written costs only time. */
  public Program compile(String key, Profile profile, byte[] data, int from, int to) {
    byte[] code = Compiler.compile(profile, Architecture.X86_64);
    int flags = FilterFlag.bits(profile.flags());
    try {
      machine.files().directories().makeWithParents(folder, 0700);
      machine.files().replace(folder + "/" + key, file(flags, data, from, to, code), 0600);
    } catch (LinuxException e) {
      // see above
    }
    long address = machine.kernel().memory().bytes(code);
    return new Program(address, code.length / INSTRUCTION, flags);
  }

  private static byte[] file(int flags, byte[] data, int from, int to, byte[] code) {
    int length = to - from;
    byte[] file = new byte[HEADER + length + code.length];
    for (int i = 0; i < 4; i++) {
      file[i] = (byte) (flags >> 8 * i);
      file[4 + i] = (byte) (length >> 8 * i);
    }
    System.arraycopy(data, from, file, HEADER, length);
    System.arraycopy(code, 0, file, HEADER + length, code.length);
    return file;
  }
}
