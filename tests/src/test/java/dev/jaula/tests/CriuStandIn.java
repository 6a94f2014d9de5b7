package dev.jaula.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A program that speaks CRIU's RPC, see {@code src/test/c/criu.c}, and what it was asked. */
final class CriuStandIn {
  static final int DUMP = 1;
  static final int RESTORE = 2;
  static final int CHECK = 3;
  static final int PRE_DUMP = 4;

  private static final int OPTIONS = 2;

  /** Those of criu_opts that are messages of two fields. */
  private static final Set<Integer> PAIRS = Set.of(11, 23, 25, 27, 39);

  private final Path folder;

  private CriuStandIn(Path folder) {
    this.folder = folder;
  }

  /** Compiles it into a folder. */
  static CriuStandIn in(Path parent) throws IOException {
    Path clang = Needs.command("clang", "clang");
    Path folder = Files.createDirectories(parent.resolve("stand-in"));
    String source = Path.of("src/test/c/criu.c").toString();
    String program = folder.resolve("criu").toString();
    Program.Result made =
        Program.of(clang + "", "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, source).run();
    if (made.exit() != 0) {
      throw new AssertionError(made.err());
    }
    return new CriuStandIn(folder);
  }

  Program found(Program program) {
    String path = folder + ":" + System.getenv("PATH");
    return program.with(Map.of("PATH", path, "STANDIN", folder.toString()));
  }

  /** See the program for what the files say. */
  void say(String file, Object what) throws IOException {
    Files.writeString(folder.resolve(file), what + "\n");
  }

  void forget() throws IOException {
    for (String file : List.of("version", "features", "fail", "die")) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /**
   * The options of the last request of a type: {@code 3=1} for a number, {@code 13=/root} for a
   * text, {@code 23=/a=/b} for a pair.
   */
  List<String> options(int type) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Field field : fields(Files.readAllBytes(folder.resolve("request-" + type)))) {
      if (field.number == OPTIONS) {
        for (Field option : fields(field.bytes)) {
          lines.add(option.number + "=" + text(option));
        }
      }
    }
    return lines;
  }

  private static String text(Field field) {
    if (!PAIRS.contains(field.number)) {
      return field.value();
    }
    List<Field> pair = fields(field.bytes);
    return pair.get(0).value() + "=" + pair.get(1).value();
  }

  private static final class Field {
    final int number;
    final boolean isText;
    final long integer;
    final byte[] bytes;

    Field(int number, boolean isText, long integer, byte[] bytes) {
      this.number = number;
      this.isText = isText;
      this.integer = integer;
      this.bytes = bytes;
    }

    String value() {
      return isText ? new String(bytes, UTF_8) : Long.toString(integer);
    }
  }

  private static List<Field> fields(byte[] message) {
    List<Field> fields = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      long tag = integer(in);
      long value = integer(in);
      boolean isText = (tag & 7) == 2;
      byte[] bytes = new byte[isText ? (int) value : 0];
      in.get(bytes);
      fields.add(new Field((int) (tag >>> 3), isText, value, bytes));
    }
    return fields;
  }

  private static long integer(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte one = in.get();
      value |= (one & 127L) << shift;
      if (one >= 0) {
        return value;
      }
    }
  }
}
