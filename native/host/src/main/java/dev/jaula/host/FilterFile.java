package dev.jaula.host;

import dev.jaula.linux.Syscalls;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Compiler;
import org.jspecify.annotations.Nullable;

/**
 * The form of a file in the cache: four little-endian words (a magic number, the version, the flags
 * of seccomp(2), the length of the source), the source, the program.
 */
final class FilterFile {
  static final int INSTRUCTION = 8;

  /** More than a megabyte of rules is read anew each time. */
  static final int MOST = 1 << 20;

  /** "JSCF". */
  private static final int MAGIC = 0x4643534a;

  /** Of this form, and of what the compiler makes of the same rules. */
  private static final int VERSION = 1 << 16 | Compiler.VERSION;

  private static final int HEADER = 16;

  private FilterFile() {}

  static byte[] encode(FilterSource source, int flags, byte[] code) {
    int length = source.length();
    byte[] file = new byte[HEADER + length + code.length];
    word(file, 0, MAGIC);
    word(file, 4, VERSION);
    word(file, 8, flags);
    word(file, 12, length);
    source.copyTo(file, HEADER);
    System.arraycopy(code, 0, file, HEADER + length, code.length);
    return file;
  }

  private static void word(byte[] file, int at, int value) {
    for (int i = 0; i < 4; i++) {
      file[at + i] = (byte) (value >> 8 * i);
    }
  }

  /** The program of a file in memory, or null when it is of another version or source. */
  static @Nullable Program decode(Syscalls memory, long at, int size, FilterSource source) {
    int length = source.length();
    int code = size - HEADER - length;
    if (code <= 0
        || code % INSTRUCTION != 0
        || memory.getInt(at) != MAGIC
        || memory.getInt(at + 4) != VERSION
        || memory.getInt(at + 12) != length
        || !source.isAt(memory, at + HEADER)) {
      return null;
    }
    return new Program(at + HEADER + length, code / INSTRUCTION, memory.getInt(at + 8));
  }
}
