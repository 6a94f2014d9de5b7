package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonValue;
import dev.jaula.linux.Capabilities;
import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Compiler;
import dev.jaula.seccomp.Condition;
import dev.jaula.seccomp.DockerRules;
import dev.jaula.seccomp.Operator;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles in both formats; docker-seccomp.json is moby's default profile (Apache-2.0). */
class SeccompFileTest {
  private static final JsonValue DOCKER = Documents.read("docker-seccomp.json");

  @ParameterizedTest
  @EnumSource(
      value = Architecture.class,
      names = {"X86_64", "AARCH64"})
  void dockersFileCompilesToWhatOurOwnRulesCompileTo(Architecture machine) {
    for (long capabilities :
        new long[] {
          0, Capabilities.DOCKER_DEFAULT, Capabilities.ALL, 1L << Capabilities.SYS_ADMIN
        }) {
      Profile file = SeccompFile.read(DOCKER, capabilities, machine, 6, 18);
      Profile ours = DockerRules.profile(capabilities, machine, 6, 18);
      assertThat(file.architectures()).isEqualTo(ours.architectures());
      assertThat(Compiler.compile(file, machine)).isEqualTo(Compiler.compile(ours, machine));
    }
  }

  @Test
  void ptraceNeedsLinux48() {
    Profile old = SeccompFile.read(DOCKER, 0, Architecture.X86_64, 4, 7);
    Profile young = SeccompFile.read(DOCKER, 0, Architecture.X86_64, 4, 8);
    assertThat(names(young)).contains("ptrace");
    assertThat(names(old)).doesNotContain("ptrace").contains("read");
  }

  @Test
  void writtenProfileReadsAsTheSame() {
    Profile profile =
        new Profile(
            Action.ERRNO,
            38,
            List.of(Architecture.X86_64, Architecture.ARM),
            List.of("SECCOMP_FILTER_FLAG_LOG"),
            List.of(
                new Rule(List.of("read", "write"), Action.ALLOW, null, List.of()),
                new Rule(
                    List.of("clone"),
                    Action.TRACE,
                    7,
                    List.of(
                        new Condition(0, Operator.MASKED_EQ, 0x7e020000, 0),
                        new Condition(1, Operator.GE, -1, 0)))));
    String json = SeccompWriter.write(profile);
    assertThat(json)
        .contains("{\"index\":1,\"value\":18446744073709551615,\"op\":\"SCMP_CMP_GE\"}");
    assertThat(SeccompFile.read(Documents.parse(json), 0, Architecture.X86_64, 6, 18))
        .isEqualTo(profile);
  }

  @Test
  void oldNamesAreUnderstood() {
    Profile profile =
        read(
            """
            {"defaultAction": "SCMP_ACT_KILL",
             "syscalls": [{"name": "read", "action": "SCMP_ACT_ALLOW", "args": null}]}\
            """);
    assertThat(profile.defaultAction()).isEqualTo(Action.KILL_THREAD);
    assertThat(names(profile)).containsExactly("read");
  }

  @Test
  void excludesWinAndIncludesMustAllHold() {
    String profile =
        """
        {"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [
         {"names": ["a"], "action": "SCMP_ACT_ALLOW",
          "includes": {"caps": ["CAP_KILL", "CAP_CHOWN"]}},
         {"names": ["b"], "action": "SCMP_ACT_ALLOW",
          "includes": {"caps": ["CAP_KILL", "CAP_BPF"]}},
         {"names": ["c"], "action": "SCMP_ACT_ALLOW",
          "includes": {"arches": ["amd64"]}, "excludes": {"caps": ["CAP_BPF", "CAP_KILL"]}},
         {"names": ["d"], "action": "SCMP_ACT_ALLOW", "excludes": {"arches": ["x86", "amd64"]}},
         {"names": ["e"], "action": "SCMP_ACT_ALLOW", "excludes": {"minKernel": "6.18"}},
         {"names": ["f"], "action": "SCMP_ACT_ALLOW", "excludes": {"minKernel": "6.19"}},
         {"names": ["g"], "action": "SCMP_ACT_ALLOW", "includes": {"arches": ["arm64"]}}]}\
        """;
    assertThat(names(read(profile))).containsExactly("a", "f");
  }

  private static Profile read(String json) {
    return SeccompFile.read(Documents.parse(json), 1L << 5 | 1, Architecture.X86_64, 6, 18);
  }

  private static List<String> names(Profile profile) {
    return profile.syscalls().stream().flatMap(rule -> rule.names().stream()).toList();
  }
}
