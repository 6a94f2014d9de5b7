package dev.jaula.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole texts of files, with the kernel that is here. */
class FilesTest {
  private static final int FIFO = 0x1000;

  @TempDir private Path folder = Path.of("");
  private final Files files = new Files(new Kernel(new ForeignSyscalls()));

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> names = java.nio.file.Files.list(folder)) {
      return names.map(name -> String.valueOf(name.getFileName())).toList();
    }
  }

  @Test
  void oneWriteTakesTheBytesOfEveryCharacter() throws IOException {
    java.nio.file.Files.createFile(folder.resolve("text"));
    files.write(place("text"), "não € 𝄞");
    assertThat(folder.resolve("text")).hasContent("não € 𝄞");
  }

  /** A full pipe takes what fits. */
  @Test
  void aPartOfAWriteIsAnError() {
    int[] ends = files.descriptors().pipe(Files.O_NONBLOCK);
    try (Fd from = files.own(ends[0]);
        Fd to = files.own(ends[1])) {
      assertThat(files.tryWriteOnce(to.number(), "x".repeat(100_000))).isEqualTo(-Errno.EIO);
      assertThat(files.tryWriteOnce(from.number(), "x")).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void aTextIsReadToItsEndWhateverItsSizeIsSaidToBe() {
    try (Fd process = files.open("/proc/self", Files.O_PATH | Files.O_DIRECTORY)) {
      assertThat(files.readWithin(process.number(), "status", 1 << 20))
          .startsWith("Name:")
          .contains("VmRSS:");
      assertThatThrownBy(() -> files.readWithin(process.number(), "status", 20))
          .isInstanceOfSatisfying(
              LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EFBIG));
    }
  }

  @Test
  void aLimitIsTheLastLengthThatFits() {
    files.replace(place("text"), "12345", 0600);
    try (Fd directory = files.open(folder.toString(), Files.O_PATH | Files.O_DIRECTORY)) {
      assertThat(files.readWithin(directory.number(), "text", 5)).isEqualTo("12345");
      assertThatThrownBy(() -> files.readWithin(directory.number(), "text", 4))
          .isInstanceOf(LinuxException.class);
      assertThat(files.readWithin(directory.number(), "absent", 4)).isNull();
    }
    assertThat(files.read(place("text"))).isEqualTo("12345");
  }

  @Test
  void longTextsComeBackWhole() {
    String text = "0123456789abcdef".repeat(5000);
    files.replace(place("text"), text, 0600);
    assertThat(files.read(place("text"))).isEqualTo(text);
    assertThat(files.tryRead(place("text"))).isEqualTo(text);
  }

  @Test
  void aDirectoryThatWasRemovedMeanwhileIsEmpty() throws IOException {
    Path gone = java.nio.file.Files.createDirectory(folder.resolve("gone"));
    try (Fd directory = files.open(gone.toString(), Files.O_RDONLY | Files.O_DIRECTORY)) {
      java.nio.file.Files.delete(gone);
      assertThat(files.directories().list(directory.number(), "gone")).isEmpty();
    }
    try (Fd file = files.open("/dev/null", Files.O_RDONLY)) {
      assertThatThrownBy(() -> files.directories().list(file.number(), "null"))
          .hasMessageContaining("readdir null");
    }
  }

  /** To open a fifo for writing waits for a reader. */
  @Test
  @Timeout(10)
  void whatIsInTheWayOfANewFileIsLeftAlone() throws IOException {
    assertThat(files.tryMakeNode(place("pid.new"), FIFO | 0600, 0, 0)).isZero();
    java.nio.file.Files.writeString(folder.resolve("pid"), "old");
    try (Fd directory = files.open(folder.toString(), Files.O_RDONLY | Files.O_DIRECTORY)) {
      files.replaceAt(directory.number(), "pid", "42", 0644);
    }
    assertThat(folder.resolve("pid")).hasContent("42");
    assertThat(names()).containsExactlyInAnyOrder("pid", "pid.new");
  }

  @Test
  void aFailureLeavesNoNewFile() throws IOException {
    java.nio.file.Files.createDirectory(folder.resolve("pid"));
    try (Fd directory = files.open(folder.toString(), Files.O_RDONLY | Files.O_DIRECTORY)) {
      assertThatThrownBy(() -> files.replaceAt(directory.number(), "pid", "42", 0644))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("pid:");
    }
    assertThatThrownBy(() -> files.replace(place("pid"), "42", 0644))
        .isInstanceOf(LinuxException.class);
    assertThat(names()).containsExactly("pid");
  }
}
