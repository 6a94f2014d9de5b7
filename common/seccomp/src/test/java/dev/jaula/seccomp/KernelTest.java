package dev.jaula.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running kernel takes Docker's program and decides by it. */
class KernelTest {
  private record Output(int exit, String text) {}

  @BeforeEach
  void needsX86() {
    assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "needs a machine of x86-64 for its numbers");
  }

  private static Output child(String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FilteredChild.class.getName()));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the filtered process hangs");
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(process.exitValue(), text);
  }

  @Test
  void dockersRulesWithoutCapabilities() throws Exception {
    Output output = child("filter", "0");
    assertThat(output.text())
        .startsWith(
            """
            privileges 0
            attach 0
            getpid true
            unshare -1
            beyond -38
            clone -1
            clone3 -38
            personality -1
            query true
            vsock -1
            io_uring -1
            x32 true
            """);
  }

  @Test
  void sysAdminMayUnshareAndClone3() throws Exception {
    Output output = child("filter", Long.toHexString(1L << 21));
    // clone3 reaches the kernel, which refuses a size of 0.
    assertThat(output.text()).contains("attach 0\n", "clone3 -22\n", "io_uring -1\n");
    assertThat(output.text()).doesNotContain("unshare -38");
  }

  @Test
  void callsOfI386() throws Exception {
    assumeTrue(
        child("int80").text().contains("int80 true"), "needs a kernel with CONFIG_IA32_EMULATION");
    Output output = child("filter", "0");
    assertThat(output.text()).contains("int80 true\n", "int80keyctl -1\n");
    assertThat(output.exit()).isZero();
  }
}
