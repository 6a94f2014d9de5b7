package dev.jaula.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.linux.Kernel;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Program;
import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Compiler;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that are compiled once, on the file system that is here. */
class FilterCacheTest {
  private static final Profile PROFILE =
      new Profile(
          Action.ALLOW,
          null,
          List.of(),
          List.of("SECCOMP_FILTER_FLAG_LOG"),
          List.of(new Rule(List.of("mkdir"), Action.ERRNO, 13, List.of())));
  private static final int LOG = 2;

  @TempDir private Path home = Path.of("");
  private final Machine machine = Machine.of(new Kernel(new ForeignSyscalls()));

  private Path folder() {
    return home.resolve("a/b");
  }

  private FilterCache cache() {
    return new FilterCache(machine, folder().toString());
  }

  private static FilterSource source(String text) {
    byte[] data = ("{" + text + "}").getBytes(StandardCharsets.UTF_8);
    return new FilterSource(data, 1, data.length - 1);
  }

  private void isProgram(@Nullable Program program) {
    Objects.requireNonNull(program);
    assertThat(program.flags()).isEqualTo(LOG);
    assertThat(machine.kernel().memory().copy(program.address(), program.count() * 8))
        .isEqualTo(Compiler.compile(PROFILE, Architecture.X86_64));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> names = Files.list(folder())) {
      return names.map(name -> String.valueOf(name.getFileName())).toList();
    }
  }

  @Test
  void aTextHasItsFilterAndNoOtherTextHas() throws IOException {
    FilterSource text = source("\"syscalls\"");
    assertThat(cache().read(text.key(), text)).isNull();
    isProgram(cache().compile(text.key(), PROFILE, text));
    isProgram(cache().read(text.key(), source("\"syscalls\"")));
    assertThat(cache().read(text.key(), source("\"syscallz\""))).isNull();
    assertThat(cache().read(text.key())).isNull();
    assertThat(names()).containsExactly(text.key());
    assertThat(Files.getPosixFilePermissions(folder().resolve(text.key())))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aNameHasItsFilterWithTheFlags() {
    isProgram(cache().profile("key", PROFILE));
    isProgram(cache().read("key"));
    assertThat(cache().read("other")).isNull();
  }

  @Test
  void equalRulesWithOtherFlagsHaveAnotherName() {
    Profile plain = new Profile(Action.ALLOW, null, List.of(), List.of(), PROFILE.syscalls());
    assertThat(plain.key()).isNotEqualTo(PROFILE.key());
  }

  /** The magic number, the form, the compiler, the length of the source; then the end. */
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 6, 12, 20})
  void whatIsOfAnotherVersionIsCompiledAnew(int changed) throws IOException {
    FilterSource text = source("rules");
    cache().compile(text.key(), PROFILE, text);
    Path file = folder().resolve(text.key());
    byte[] whole = Files.readAllBytes(file);
    byte[] other = whole.clone();
    other[changed]++;
    Files.write(file, other);
    assertThat(cache().read(text.key(), text)).isNull();
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(cache().read(text.key(), text)).isNull();
    Files.write(file, new byte[0]);
    assertThat(cache().read(text.key(), text)).isNull();
    isProgram(cache().compile(text.key(), PROFILE, text));
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    cache().profile("key", PROFILE);
    Files.createSymbolicLink(folder().resolve("link"), Path.of("key"));
    assertThat(cache().read("link")).isNull();
  }

  @Test
  void theOldestMakeRoomForTheNewest() throws IOException {
    cache().profile("key", PROFILE);
    for (int i = 0; i < 200; i++) {
      Path file = Files.createFile(folder().resolve("text-old" + i));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + i));
    }
    FilterSource text = source("rules");
    cache().compile(text.key(), PROFILE, text);
    assertThat(names())
        .hasSize(1 + 128)
        .contains("key", text.key(), "text-old73", "text-old199")
        .doesNotContain("text-old0", "text-old72");
    isProgram(cache().read(text.key(), text));
  }

  @Test
  void whatIsTooLongIsNotKept() throws IOException {
    FilterSource text = source("x".repeat(1 << 20));
    isProgram(cache().compile(text.key(), PROFILE, text));
    assertThat(folder()).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeCostsOnlyTime() throws IOException {
    Files.createFile(home.resolve("a"));
    isProgram(cache().profile("key", PROFILE));
    assertThat(home.resolve("a")).isEmptyFile();
  }
}
