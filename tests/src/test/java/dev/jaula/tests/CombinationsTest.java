package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that leave each other nothing to do: an error, or a note, never silence. */
class CombinationsTest {
  @BeforeEach
  void needsRoot() {
    Needs.root();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--userns host --uidmap 0:0:1 | --uidmap needs a user namespace of the container's own",
        "--userns host --gidmap 0:0:1 | --gidmap needs a user namespace of the container's own",
        "--privileged --uidmap 0:0:1 | give --userns private",
        "--userns auto --uidmap 0:0:1 | --uidmap and --userns auto both say the ids",
        "--network host --sysctl net.ipv4.ip_forward=1 | it would change the host's namespace",
        "--privileged --device /dev/null:/dev/other | -v /dev/null:/dev/other"
      })
  void isRefused(String options, String words) {
    Program.Result result = Box.run(options, "true");
    assertThat(result.exit()).as(result.err()).isEqualTo(125);
    assertThat(result.err()).startsWith("jaula: ").contains(words).hasLineCount(1);
    assertThat(Path.of("/dev/other")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--ipc host --shm-size 1M, --shm-size",
    "--privileged --shm-size 1M, --shm-size",
    "--privileged --cap-drop CHOWN, --cap-drop",
    "--privileged --cap-add CHOWN, --cap-add",
    "--privileged --device /dev/null, --device /dev/null"
  })
  void isSaidToBeIgnored(String options, String option) {
    Program.Result result = Box.run(options, "true");
    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).startsWith("jaula: " + option + " is ignored: ").hasLineCount(1);
    assertThat(Box.run("--quiet " + options, "true").err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--shm-size 1M", "--userns private --uidmap 0:0:65536", "--hostname x"})
  void isSilentAlone(String options) {
    assertThat(Box.run(options, "true")).isEqualTo(new Program.Result(0, "", ""));
  }

  /** A filter that is asked for holds where none would be there by default. */
  @Test
  void aFilterWithPrivileged(@TempDir Path folder) throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.json"),
            """
            {"defaultAction": "SCMP_ACT_ALLOW",
             "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO"}]}
            """);
    String made = "mkdir /tmp/x 2>/dev/null && echo made || echo denied";
    assertThat(Box.prints("--privileged", made)).isEqualTo("made");
    assertThat(Box.prints("--privileged --security-opt seccomp=" + rules, made))
        .isEqualTo("denied");
  }

  /** What is said of SELinux is looked up; here a directory stands for its file system. */
  @Test
  void labelsAreIgnoredAloud(@TempDir Path folder) {
    // a covered sysfs can be mounted anew only without a user namespace
    String option = "--userns host -v " + folder + ":/x:Z";
    Program.Result without = Box.run(option, "true");
    assertThat(without.exit()).isZero();
    String jaula = String.join(" ", Jaula.CALLER.command(Box.words(option, "true")).command());
    String script =
        """
        mkdir FOLDER/cgroup && mount --rbind /sys/fs/cgroup FOLDER/cgroup &&
        mount -t tmpfs none /sys/fs && mkdir /sys/fs/selinux /sys/fs/cgroup &&
        mount --rbind FOLDER/cgroup /sys/fs/cgroup && exec JAULA
        """
            .replace("FOLDER", folder.toString())
            .replace("JAULA", jaula);
    Program.Result with =
        Program.of("unshare", "--mount", "--propagation", "private", "sh", "-c", script).run();
    assertThat(with.exit()).as(with.err()).isZero();
    assertThat(with.err()).startsWith("jaula: --volume ").contains("Z is ignored", "chcon -R");
    assertThat(without.err())
        .contains(
            Files.exists(Path.of("/sys/fs/selinux")) ? "chcon -R" : "SELinux is not switched on");
  }
}
