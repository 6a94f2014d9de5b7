package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchiesTest {
  @TempDir Path root;

  @Test
  void v2IsKnownByItsFileSystemAlone() {
    Hierarchies found = Hierarchies.detect(Trees.v2(root), root.toString());
    assertThat(found.version()).isEqualTo(Version.V2);
    assertThat(found.of("blkio")).isEqualTo(new Hierarchy(root.toString(), List.of()));
  }

  @Test
  void joinedControllersAreOneHierarchy() throws IOException {
    TreeFiles files = Trees.v1(root, false, "cpu,cpuacct", "memory", "systemd", "net_cls,net_prio");
    Files.createSymbolicLink(root.resolve("cpu"), Path.of("cpu,cpuacct"));
    Files.createSymbolicLink(root.resolve("cpuacct"), Path.of("cpu,cpuacct"));
    Hierarchies found = Hierarchies.detect(files, root.toString());
    assertThat(found.version()).isEqualTo(Version.V1);
    assertThat(found.mounts()).hasSize(4);
    assertThat(found.mount("cpuacct")).isSameAs(found.mount("cpu"));
    assertThat(found.mount("name=systemd")).isNotNull();
    assertThat(Plan.joined(found, List.of()))
        .extracting(Hierarchy::root)
        .containsExactly(root + "/cpu,cpuacct", root + "/memory");
  }

  @Test
  void hybridHasBoth() {
    Hierarchies found = Hierarchies.detect(Trees.v1(root, true, "cpu", "blkio"), root.toString());
    assertThat(found.version()).isEqualTo(Version.HYBRID);
    assertThat(found.all()).hasSize(3);
    assertThat(found.of("io")).isEqualTo(new Hierarchy(root + "/blkio", List.of("blkio")));
  }

  @Test
  void aDirectoryCalledUnifiedIsNotAMount() throws IOException {
    TreeFiles files = Trees.v1(root, false, "cpu");
    Files.createDirectory(root.resolve("unified"));
    assertThat(Hierarchies.detect(files, root.toString()).version()).isEqualTo(Version.V1);
  }

  @Test
  void nothingMountedIsSaidWithTheRemedy() {
    assertThatThrownBy(() -> Hierarchies.detect(new TreeFiles(), root.toString()))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("no cgroups are mounted here; try: mount -t cgroup2");
  }

  @Test
  void membershipIsReadFromProc() {
    Membership own = Membership.parse("9:name=systemd:/s\n2:cpu,cpuacct:/a:b\n0::/u\n");
    assertThat(own.unified()).isEqualTo("/u");
    assertThat(own.in(new Hierarchy("/x", List.of("cpuacct", "cpu")))).isEqualTo("/a:b");
    assertThat(own.in(new Hierarchy("/x", List.of("name=systemd")))).isEqualTo("/s");
    assertThat(own.in(new Hierarchy("/x", List.of("memory")))).isNull();
  }

  @Test
  void rootsBaseIsTheSameEverywhere() {
    assertThat(BasePath.forRoot("c1", null).path()).isEqualTo("/jaula/c1");
    assertThat(BasePath.forRoot("c1", "teams/red/").path()).isEqualTo("/teams/red/c1");
    assertThat(BasePath.forRoot("c1", "/").path()).isEqualTo("/c1");
    assertThatThrownBy(() -> BasePath.forRoot("c1", "/a/../../b")).hasMessageContaining("\"..\"");
  }

  @Test
  void aUserGetsTheTopmostDelegatedAncestor() {
    TreeFiles files = Trees.v2(root);
    String user = root + "/user.slice/user-1000.slice/user@1000.service";
    for (String path : List.of("/user.slice", "/user.slice/user-1000.slice")) {
      files.mkdir(root + path);
      files.unwritable.add(root + path);
    }
    files.mkdir(user);
    files.mkdir(user + "/app.slice");
    files.mkdir(user + "/app.slice/shell.scope");
    files.unwritable.add(root.toString());
    Hierarchies found = Hierarchies.detect(files, root.toString());
    Membership own =
        Membership.parse("0::/user.slice/user-1000.slice/user@1000.service/app.slice/shell.scope");
    assertThat(BasePath.forUser(files, found, own, "c1", null).path())
        .isEqualTo("/user.slice/user-1000.slice/user@1000.service/jaula/c1");
    files.unwritable.add(user + "/app.slice/shell.scope/cgroup.subtree_control");
    BasePath none = BasePath.forUser(files, found, own, "c1", null);
    assertThat(none.isAvailable()).isFalse();
    assertThat(none.remedy()).contains("systemd-run --user --scope -p Delegate=yes");
  }
}
