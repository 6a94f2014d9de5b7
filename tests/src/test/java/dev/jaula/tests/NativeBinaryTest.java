package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped binary as a file: static, stripped and small (elf(5)). */
class NativeBinaryTest {
  private record Segment(int type, int flags, int offset, int size) {}

  private static final long LIMIT = 1 << 20;

  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_GNU_STACK = 0x6474e551;
  private static final int PF_X = 1;
  private static final int PF_W = 2;
  private static final long DT_NEEDED = 1;
  private static final int SHT_SYMTAB = 2;

  private final Path root = Path.of(System.getProperty("jaula.root", ".."));
  private final Path binary =
      Path.of(System.getProperty("jaula.binary", root.resolve("target/bin/jaula").toString()));

  private ByteBuffer elf = ByteBuffer.allocate(0);

  private final List<Segment> segments = new ArrayList<>();

  @BeforeEach
  void read() throws IOException {
    elf = ByteBuffer.wrap(Files.readAllBytes(binary)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(elf.getInt(0)).as("%s: ELF magic", binary).isEqualTo(0x464c457f);
    int at = (int) elf.getLong(32);
    for (int i = 0; i < elf.getShort(56); i++, at += elf.getShort(54)) {
      segments.add(
          new Segment(
              elf.getInt(at),
              elf.getInt(at + 4),
              (int) elf.getLong(at + 8),
              (int) elf.getLong(at + 32)));
    }
  }

  @Test
  void isStatic() {
    assertThat(segments).as("a loader is asked for").noneMatch(s -> s.type() == PT_INTERP);
    for (Segment dynamic : ofType(PT_DYNAMIC)) {
      for (int at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
        assertThat(elf.getLong(at)).as("a shared library is needed").isNotEqualTo(DT_NEEDED);
      }
    }
  }

  @Test
  void isStripped() {
    int at = (int) elf.getLong(40);
    for (int i = 0; i < elf.getShort(60); i++, at += elf.getShort(58)) {
      assertThat(elf.getInt(at + 4)).as("section %d", i).isNotEqualTo(SHT_SYMTAB);
    }
  }

  /** It is no position-independent executable: native/libc/compile says why. */
  @Test
  void isNeverWritableAndExecutable() {
    assertThat(ofType(PT_GNU_STACK)).hasSize(1).allMatch(s -> (s.flags() & PF_X) == 0);
    assertThat(segments).noneMatch(s -> (s.flags() & (PF_W | PF_X)) == (PF_W | PF_X));
  }

  private List<Segment> ofType(int type) {
    return segments.stream().filter(segment -> segment.type() == type).toList();
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(binary))
        .as(
            "bytes of %s; what to look at: a library call that brought its whole package"
                + " (ForbiddenApi tells the cost of many). The largest packages"
                + " by bytes of generated C:%n%s",
            binary, largestPackages())
        .isLessThan(LIMIT);
  }

  private String largestPackages() throws IOException {
    Path classes = root.resolve("native/cli/target/c/classes");
    if (!Files.isDirectory(classes)) {
      return "(" + classes + " is gone; build again)";
    }
    try (Stream<Path> files = Files.walk(classes)) {
      Map<String, Long> sizes =
          files
              .filter(file -> file.toString().endsWith(".c"))
              .collect(
                  Collectors.groupingBy(
                      file -> classes.relativize(file.getParent()).toString().replace('/', '.'),
                      Collectors.summingLong(NativeBinaryTest::size)));
      return sizes.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(20)
          .map(entry -> "%9d %s".formatted(entry.getValue(), entry.getKey()))
          .collect(Collectors.joining("\n"));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
