package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** cgroupsPath to unit, slice and cgroup, by the rules of runc's docs/systemd.md. */
class UnitPathTest {
  @ParameterizedTest
  @CsvSource({
    "system.slice:docker:1234,            system.slice, docker-1234.scope, /system.slice/docker-1234.scope",
    "':jaula:c1',                         system.slice, jaula-c1.scope,    /system.slice/jaula-c1.scope",
    "'',                                  system.slice, jaula-id.scope,    /system.slice/jaula-id.scope",
    "-:p:n,                               -.slice,      p-n.scope,         /p-n.scope",
    "-.slice:p:n,                         -.slice,      p-n.scope,         /p-n.scope",
    "kubepods-besteffort-pod1.slice:cri-containerd:ab, kubepods-besteffort-pod1.slice,"
        + " cri-containerd-ab.scope, /kubepods.slice/kubepods-besteffort.slice"
        + "/kubepods-besteffort-pod1.slice/cri-containerd-ab.scope",
    "a.slice::n,                          a.slice,      -n.scope,          /a.slice/-n.scope",
    "a.slice:ignored:a-b.slice,           a.slice,      a-b.slice,         /a.slice/a-b.slice",
  })
  void ofTheSystem(String path, String slice, String name, String cgroup) {
    UnitPath unit = UnitPath.of(path, "id", false);
    assertThat(unit).isEqualTo(new UnitPath(slice, name));
    assertThat(unit.cgroup("/")).isEqualTo(cgroup);
  }

  @Test
  void ofAUser() {
    String manager = "/user.slice/user-1000.slice/user@1000.service";
    assertThat(UnitPath.of(null, "c1", true).cgroup(manager))
        .isEqualTo(manager + "/user.slice/jaula-c1.scope");
    assertThat(UnitPath.of("app-x.slice:libpod:c1", "c1", true).cgroup(manager))
        .isEqualTo(manager + "/app.slice/app-x.slice/libpod-c1.scope");
  }

  @Test
  void whatIsASlice() {
    assertThat(UnitPath.of("::pod.slice", "c1", false).isSlice()).isTrue();
    assertThat(UnitPath.of("::pod", "c1", false).isSlice()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/foo/bar | expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups,"
            + " got \"/foo/bar\" instead",
        "a:b:c:d | expected cgroupsPath to be of format",
        "a:b:c | invalid slice name: a",
        "a--b.slice:p:n | invalid slice name: a--b.slice",
        "-a.slice:p:n | invalid slice name: -a.slice",
        ".slice:p:n | invalid slice name: .slice",
        "user.slice/user-1000.slice:p:n | invalid slice name: user.slice/user-1000.slice",
        "a.slice:p: | gives no name of a unit",
        "a.slice:p:../x | gives no name of a unit",
      })
  void refused(String path, String message) {
    assertThatThrownBy(() -> UnitPath.of(path, "id", false))
        .isInstanceOf(SystemdException.class)
        .hasMessageContaining(message);
  }
}
