package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is mounted inside: the file systems of every container, volumes, tmpfs, overlays. */
class MountTest {
  @TempDir Path folder;

  @BeforeEach
  void fill() throws IOException {
    Program.of("chmod", "777", folder.toString()).run();
    Files.writeString(folder.resolve("file"), "in\n");
    Files.createDirectory(folder.resolve("sub"));
  }

  static Stream<Jaula> everyone() {
    return Jaula.everyone();
  }

  /** The line of /proc/self/mountinfo of this mount point, without its numbers. */
  private static String mount(Jaula jaula, String options, String path) {
    String script =
        "cut -d ' ' -f 4- /proc/self/mountinfo | grep '^[^ ]* " + path + " ' | tail -n 1";
    return Box.prints(jaula, options, script);
  }

  private static String mount(String options, String path) {
    return mount(Jaula.CALLER, options, path);
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void fileSystemsOfEveryContainer(Jaula jaula) {
    assertThat(mount(jaula, "", "/proc"))
        .matches("/ /proc .*nosuid,nodev,noexec.* - proc proc rw.*");
    assertThat(mount(jaula, "", "/sys"))
        .matches("/ /sys ro,nosuid,nodev,noexec.* - sysfs sysfs .*");
    assertThat(mount(jaula, "", "/dev")).matches("/ /dev rw,nosuid.* - tmpfs tmpfs .*mode=755.*");
    assertThat(mount(jaula, "", "/dev/pts")).matches(".*nosuid,noexec.* - devpts .*ptmxmode=666.*");
    assertThat(mount(jaula, "", "/dev/shm"))
        .matches(".*nosuid,nodev,noexec.* - tmpfs shm .*size=65536k.*");
    assertThat(mount(jaula, "", "/dev/mqueue")).matches(".*nosuid,nodev,noexec.* - mqueue .*");
  }

  /** Neither the cgroups nor, on v1, the place where their hierarchies are. */
  @Test
  void theCgroupsCanOnlyBeRead() {
    Needs.root();
    String script = "cd /sys/fs/cgroup; for d in . *; do [ -d $d ] && mkdir $d/x 2>&1; done; :";
    assertThat(Box.prints("", script).lines())
        .isNotEmpty()
        .allMatch(line -> line.endsWith("Read-only file system"));
  }

  @ParameterizedTest
  @MethodSource("everyone")
  void devicesOfEveryContainer(Jaula jaula) {
    String script =
        "cd /dev; stat -c %n:%F:%t:%T null zero full random urandom tty; for l in fd stdin stdout stderr ptmx; do readlink $l; done";
    String device = ":character special file:1:";
    assertThat(Box.prints(jaula, "", script).lines())
        .containsExactly(
            "null" + device + "3",
            "zero" + device + "5",
            "full" + device + "7",
            "random" + device + "8",
            "urandom" + device + "9",
            "tty:character special file:5:0",
            "/proc/self/fd",
            "/proc/self/fd/0",
            "/proc/self/fd/1",
            "/proc/self/fd/2",
            "pts/ptmx");
    assertThat(
            Box.prints(
                jaula,
                "",
                "echo x > /dev/null && head -c 4 /dev/zero | wc -c && head -c 2 /dev/urandom | wc -c"))
        .isEqualTo("4\n2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/interrupts"})
  void hiddenFiles(String path) {
    assertThat(Box.prints("", "[ -e " + path + " ] || exit 0; wc -c < " + path)).isIn("", "0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/proc/acpi", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap"})
  void hiddenFolders(String path) {
    assertThat(Box.prints("", "ls " + path + " 2> /dev/null; :")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys"})
  void protectedFolders(String path) {
    assertThat(mount("", path)).contains(" " + path + " ro,nosuid,nodev,noexec");
  }

  @Test
  void nothingOfTheOldRootIsLeft() {
    assertThat(
            Box.prints("", "cut -d ' ' -f 5 /proc/self/mountinfo | grep -vE '^/(dev|proc|sys)' "))
        .isEqualTo("/");
  }

  @Test
  void aVolumeIsReadAndWritten() throws IOException {
    assertThat(Box.prints("-v " + folder + ":/v", "cat /v/file; echo out > /v/new"))
        .isEqualTo("in");
    assertThat(folder.resolve("new")).hasContent("out");
    assertThat(Box.prints("-v " + folder + "/file:/etc/one", "cat /etc/one")).isEqualTo("in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-v DIR:/v:ro | ro,",
        "-v DIR:/v:ro,noexec,nosuid,nodev | ro,nosuid,nodev,noexec",
        "-v DIR:/v:rw,noexec | rw,noexec",
        "--mount type=bind,source=DIR,target=/v,readonly | ro,",
        "--mount type=bind,src=DIR,dst=/v,ro=true | ro,",
        "--mount type=bind,src=DIR,destination=/v,readonly=false | rw,",
        "--tmpfs /v | rw,nosuid,nodev,noexec",
        "--tmpfs /v:exec,size=64k,mode=700 | rw,nosuid,nodev,relatime - tmpfs tmpfs rw,size=64k,mode=700",
        "--mount type=tmpfs,target=/v,tmpfs-size=1M,tmpfs-mode=1770 | size=1024k,mode=1770"
      })
  void optionsOfMounts(String options, String shown) {
    assertThat(mount(options.replace("DIR", folder.toString()), "/v")).contains(shown);
  }

  @Test
  void aReadOnlyVolumeCannotBeWritten() {
    Program.Result result = Box.run("-v " + folder + ":/v:ro", "echo x > /v/new");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("Read-only file system");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"z", "Z"})
  void labelsAreIgnoredAloud(String option) {
    Program.Result result = Box.run("-v " + folder + ":/v:" + option, "cat /v/file");
    assertThat(result.text()).isEqualTo("in");
    assertThat(result.err())
        .startsWith("jaula: --volume ")
        .contains(option + " is ignored")
        .hasLineCount(1);
    assertThat(Box.run("--quiet -v " + folder + ":/v:" + option, "cat /v/file").err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"rslave, master:", "rshared, shared:"})
  void propagation(String option, String shown) throws IOException {
    Needs.root();
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Box.text(Program.of("mount", "-t", "tmpfs", "jaula-test", shared.toString()).run());
    try {
      Box.text(Program.of("mount", "--make-shared", shared.toString()).run());
      assertThat(mount("--userns host -v " + shared + ":/v:" + option, "/v")).contains(shown);
      // that the source is called "shared" asks for nothing
      assertThat(mount("-v " + shared + ":/v", "/v")).doesNotContain("shared:", "master:");
    } finally {
      Program.of("umount", "-l", shared.toString()).run();
    }
  }

  @Test
  void mountsBelowAVolumeComeAlong() throws IOException {
    Needs.root();
    Path below = folder.resolve("sub");
    Box.text(Program.of("mount", "-t", "tmpfs", "jaula-test", below.toString()).run());
    try {
      Files.writeString(below.resolve("deep"), "deep");
      assertThat(Box.prints("-v " + folder + ":/v", "cat /v/sub/deep")).isEqualTo("deep");
      assertThat(
              Box.prints(
                  "--mount type=bind,source="
                      + folder
                      + ",target=/v,bind-nonrecursive --userns host",
                  "ls /v/sub"))
          .isEmpty();
      assertThat(Box.run("-v " + folder + ":/v:rro", "echo x > /v/sub/new").exit()).isEqualTo(1);
    } finally {
      Program.of("umount", "-l", below.toString()).run();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--mount type=overlay,source=DIR,target=/v", "-v DIR:/v:O"})
  void anOverlayTakesTheChanges(String option) {
    String script = "echo changed > /v/file; echo x > /v/new; cat /v/file";
    assertThat(Box.prints(option.replace("DIR", folder.toString()), script)).isEqualTo("changed");
    assertThat(folder.resolve("file")).hasContent("in\n");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void theSizeOfATmpfsHolds() {
    Program.Result result =
        Box.run("--tmpfs /v:size=64k", "dd if=/dev/zero of=/v/x bs=1k count=100");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("No space left");
  }

  @Test
  void aVolumeOverAMountOfEveryContainerReplacesIt() {
    assertThat(Box.prints("-v " + folder + ":/dev/shm", "cat /dev/shm/file")).isEqualTo("in");
    assertThat(mount("--tmpfs /tmp:size=32k", "/tmp")).contains("size=32k");
  }

  @Test
  void mountPointsAreMadeThoughTheRootKeepsNothing() {
    assertThat(Box.prints("-v " + folder + ":/not/there/yet", "cat /not/there/yet/file"))
        .isEqualTo("in");
    assertThat(Path.of(Box.ROOT, "not")).doesNotExist();
  }
}
