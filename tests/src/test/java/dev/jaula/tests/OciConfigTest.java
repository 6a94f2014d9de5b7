package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** config.json through the binary, where that reads it another way than the reader's own tests. */
class OciConfigTest {
  private static final int STRANGER = 12399;

  @TempDir private Path folder;
  private OciBundle bundle;

  @BeforeEach
  void make() throws IOException {
    Needs.root();
    bundle = new OciBundle(folder);
  }

  /** The rules are passed over when their filter is cached; what is no object never is. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "\"x\"", "[]", "true", "[{\"defaultAction\": \"SCMP_ACT_ERRNO\"}]"})
  void seccompThatIsNoObjectStartsNothing(String value) throws IOException {
    Program.Result result =
        bundle.linux(", \"seccomp\": " + value).sh("config-seccomp", "echo ran");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).doesNotContain("ran");
    assertThat(result.err()).contains("linux.seccomp: ").contains("is not an object");
  }

  @Test
  void seccompThatIsNullIsNone() throws IOException {
    Program.Result result =
        bundle.linux(", \"seccomp\": null").sh("config-null", "grep Seccomp: /proc/self/status");
    assertThat(result.out()).contains("Seccomp:\t0");
  }

  /** Twice the same: the second time the filter comes from the cache. */
  @Test
  void theCachedFilterIsTheSame() throws IOException {
    String rules =
        ", \"seccomp\": {\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\": [\"mkdir\"],"
            + " \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 28}]}";
    for (int i = 0; i < 2; i++) {
      Program.Result result = bundle.linux(rules).sh("config-cache", "mkdir /tmp-x; echo $?");
      assertThat(result.err()).contains("No space left on device");
    }
  }

  /** In /tmp somebody else may have made the folder first. */
  @Test
  void aStateFolderOfSomebodyElseIsNotUsed() throws IOException {
    Path state = Path.of("/tmp/jaula-runtime-" + STRANGER);
    Files.createDirectory(state);
    try {
      Program.Result result = bundle.asUserWithoutRoot(STRANGER, "list");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains(state + " could be changed by somebody else");
    } finally {
      Files.delete(state);
    }
  }
}
