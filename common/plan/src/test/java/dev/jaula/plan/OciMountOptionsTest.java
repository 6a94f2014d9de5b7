package dev.jaula.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.linux.Mounts;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OciMountOptionsTest {
  /** Words; then flags, what is set and cleared alone, and on the tree, in hexadecimal. */
  @ParameterizedTest
  @CsvSource({
    "ro, 1, 1, 0, 0, 0",
    "ro rw, 0, 0, 1, 0, 0",
    "nosuid nodev noexec, e, e, 0, 0, 0",
    "nosuid suid, 0, 0, 2, 0, 0",
    "nodev dev noexec exec, 0, 0, c, 0, 0",
    "sync dirsync mand silent lazytime iversion, 28080d0, 0, 0, 0, 0",
    "sync async dirsync mand nomand silent loud lazytime nolazytime, 80, 0, 0, 0, 0",
    "acl, 10000, 0, 0, 0, 0",
    "noatime, 400, 10, 70, 0, 0",
    "noatime atime, 0, 0, 70, 0, 0",
    "strictatime, 1000000, 20, 70, 0, 0",
    "noatime relatime, 200000, 0, 70, 0, 0",
    "nodiratime, 800, 80, 0, 0, 0",
    "nosymfollow, 100, 200000, 0, 0, 0",
    "nosymfollow symfollow, 0, 0, 200000, 0, 0",
    "rro, 1, 0, 0, 1, 0",
    "rro rrw, 0, 0, 0, 0, 1",
    "rnosuid rnodev rnoexec, e, 0, 0, e, 0",
    "rsuid rdev rexec, 0, 0, 0, 0, e",
    "rnoatime, 400, 0, 0, 10, 70",
    "ratime, 0, 0, 0, 0, 70",
    "rrelatime, 200000, 0, 0, 0, 70",
    "rstrictatime, 1000000, 0, 0, 20, 70",
    "rnodiratime rdiratime, 0, 0, 0, 0, 80",
    "rnosymfollow, 100, 0, 0, 200000, 0",
    "remount, 20, 0, 0, 0, 0",
    "defaults, 0, 0, 0, 0, 0",
  })
  void wordsAreBits(
      String words, String flags, String set, String clear, String treeSet, String treeClear) {
    OciMountOptions options = OciMountOptions.of(List.of(words.split(" ")));
    assertThat(Long.toHexString(options.flags())).isEqualTo(flags);
    assertThat(Long.toHexString(options.set())).isEqualTo(set);
    assertThat(Long.toHexString(options.clear())).isEqualTo(clear);
    assertThat(Long.toHexString(options.treeSet())).isEqualTo(treeSet);
    assertThat(Long.toHexString(options.treeClear())).isEqualTo(treeClear);
    assertThat(options.data()).isEmpty();
  }

  @Test
  void everyNameIsAWordAndNoData() {
    for (String name : OciMountOptions.names()) {
      assertThat(OciMountOptions.of(List.of(name)).data()).as(name).isEmpty();
    }
    assertThat(OciMountOptions.names())
        .contains("rro", "rnosymfollow", "runbindable")
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoWordGoesToTheFileSystem() {
    OciMountOptions options =
        OciMountOptions.of(List.of("size=64k", "ro", "ro 1", "rsync", "mode=755"));
    assertThat(options.data()).isEqualTo("size=64k,ro 1,rsync,mode=755");
  }

  @Test
  void propagation() {
    assertThat(OciMountOptions.of(List.of("rshared")).propagation())
        .isEqualTo(Mounts.MS_SHARED | Mounts.MS_REC);
    assertThat(OciMountOptions.of(List.of("slave")).propagation()).isEqualTo(Mounts.MS_SLAVE);
    assertThat(OciMountOptions.of(List.of("private")).propagation()).isEqualTo(Mounts.MS_PRIVATE);
    assertThat(OciMountOptions.of(List.of("unbindable")).propagation())
        .isEqualTo(Mounts.MS_UNBINDABLE);
  }

  @Test
  void crunsMappings() {
    var linux =
        SpecReader.read(
                dev.jaula.json.JsonParser.parse(
                    """
                    {"ociVersion": "1.3.0", "root": {"path": "/r"},
                     "linux": {"namespaces": [{"type": "user"}],
                      "uidMappings": [{"containerID": 0, "hostID": 100000, "size": 1000}],
                      "gidMappings": [{"containerID": 0, "hostID": 200000, "size": 1000}]}}
                    """
                        .getBytes(StandardCharsets.UTF_8)))
            .linux();
    IdMapWords words = IdMapWords.parse("idmap=uids=0-7-10#20-9-1;gids=@5-6-2", linux);
    assertThat(words.uids()).containsExactly(new IdMapping(0, 7, 10), new IdMapping(20, 9, 1));
    assertThat(words.gids()).containsExactly(new IdMapping(5, 200006, 2));
    assertThat(IdMapWords.parse("ridmap=uids=0-1-1", linux).gids())
        .containsExactly(new IdMapping(0, 0, 4294967295L));
    for (String bad : List.of("idmap=", "idmap=uids=1-2", "idmap=uids=a-1-1", "idmap=0-1-2")) {
      assertThatThrownBy(() -> IdMapWords.parse(bad, linux)).hasMessageContaining("is no mapping");
    }
    assertThatThrownBy(() -> IdMapWords.parse("idmap=uids=@0-999-2", linux))
        .hasMessageContaining("999 is not mapped");
  }
}
