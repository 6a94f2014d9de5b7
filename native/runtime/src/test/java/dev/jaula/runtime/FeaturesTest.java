package dev.jaula.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.plan.OciMountOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schema/features-schema.json and features-linux.json of the runtime-spec 1.3 demand. */
class FeaturesTest {
  private static final JsonValue FEATURES =
      JsonParser.parse(FeaturesCommand.text().getBytes(UTF_8));

  private static JsonValue at(String path) {
    JsonValue value = FEATURES;
    for (String name : path.split("\\.")) {
      value = Objects.requireNonNull(value.get(name), path);
    }
    return value;
  }

  private static List<String> texts(String path) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : at(path).array()) {
      texts.add(item.string());
    }
    return texts;
  }

  @Test
  void hasTheMembersOfTheSpecificationAndNoOthers() {
    assertThat(((JsonValue.Obj) FEATURES).members().keySet())
        .containsExactly(
            "ociVersionMin",
            "ociVersionMax",
            "hooks",
            "mountOptions",
            "linux",
            "annotations",
            "potentiallyUnsafeConfigAnnotations");
    assertThat(((JsonValue.Obj) at("linux")).members().keySet())
        .isEqualTo(
            Set.of(
                "namespaces",
                "capabilities",
                "cgroup",
                "seccomp",
                "apparmor",
                "selinux",
                "intelRdt",
                "memoryPolicy",
                "mountExtensions",
                "netDevices"));
    assertThat(at("ociVersionMin").string()).isEqualTo("1.0.0");
    assertThat(at("ociVersionMax").string()).startsWith("1.3.");
  }

  @ParameterizedTest
  @CsvSource({
    "hooks, prestart|createRuntime|createContainer|startContainer|poststart|poststop",
    "mountOptions, [a-z-]+",
    "linux.namespaces, mount|pid|network|uts|ipc|user|cgroup|time",
    "linux.capabilities, CAP_[A-Z_]+",
    "linux.seccomp.actions,"
        + " SCMP_ACT_(KILL|KILL_PROCESS|KILL_THREAD|TRAP|ERRNO|TRACE|ALLOW|LOG|NOTIFY)",
    "linux.seccomp.operators, SCMP_CMP_(NE|LT|LE|EQ|GE|GT|MASKED_EQ)",
    "linux.seccomp.archs, SCMP_ARCH_[A-Z0-9_]+",
    "linux.seccomp.knownFlags, SECCOMP_FILTER_FLAG_(TSYNC|LOG|SPEC_ALLOW|WAIT_KILLABLE_RECV)",
    "linux.seccomp.supportedFlags, SECCOMP_FILTER_FLAG_(TSYNC|LOG|SPEC_ALLOW|WAIT_KILLABLE_RECV)",
    "linux.memoryPolicy.modes, MPOL_[A-Z_]+",
    "linux.memoryPolicy.flags, MPOL_F_[A-Z_]+",
    "potentiallyUnsafeConfigAnnotations, [a-z.]+",
  })
  void listsHoldTheSpecificationsWordsOnceEach(String path, String pattern) {
    assertThat(texts(path)).isNotEmpty().doesNotHaveDuplicates().allMatch(t -> t.matches(pattern));
  }

  /** Those that a container may really have, not a list of their own. */
  @Test
  void everyMountOptionIsTold() {
    assertThat(texts("mountOptions"))
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(OciMountOptions.names());
  }

  @Test
  void allIsThere() {
    assertThat(texts("linux.namespaces")).hasSize(8);
    assertThat(texts("linux.capabilities")).hasSize(41);
    assertThat(texts("linux.seccomp.actions")).hasSize(9);
    assertThat(texts("linux.seccomp.operators")).hasSize(7);
    assertThat(texts("mountOptions")).contains("rro", "idmap", "ridmap", "tmpcopyup");
    for (String name : List.of("apparmor", "selinux", "intelRdt", "netDevices")) {
      assertThat(at("linux." + name + ".enabled")).isEqualTo(new JsonValue.Bool(true));
    }
    assertThat(at("linux.mountExtensions.idmap.enabled")).isEqualTo(new JsonValue.Bool(true));
    assertThat(((JsonValue.Obj) at("linux.cgroup")).members())
        .isEqualTo(
            Map.of(
                "v1", new JsonValue.Bool(true),
                "v2", new JsonValue.Bool(true),
                "systemd", new JsonValue.Bool(true),
                "systemdUser", new JsonValue.Bool(true),
                "rdma", new JsonValue.Bool(true)));
  }
}
