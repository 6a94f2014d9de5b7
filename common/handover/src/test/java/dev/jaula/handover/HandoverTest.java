package dev.jaula.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.args.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverTest {
  @ParameterizedTest
  @CsvSource({
    "debian, docker.io/library/debian:latest",
    "debian:stable, docker.io/library/debian:stable",
    "library/debian, docker.io/library/debian:latest",
    "docker.io/debian, docker.io/library/debian:latest",
    "index.docker.io/debian:a, docker.io/library/debian:a",
    "docker.io/a/b, docker.io/a/b:latest",
    "a/b:c, docker.io/a/b:c",
    "localhost/x, localhost/x:latest",
    "localhost:5000/x, localhost:5000/x:latest",
    "quay.io/a/b@sha256:00, quay.io/a/b@sha256:00",
    "debian:12@sha256:00, docker.io/library/debian:12@sha256:00",
  })
  void aNameIsMadeWhole(String typed, String whole) {
    assertThat(ImageNames.whole(typed)).isEqualTo(whole);
    assertThat(ImageNames.whole(whole)).isEqualTo(whole);
    assertThat(ImageNames.file(whole)).doesNotContain("/");
  }

  @Test
  void anIdIsToldFromAName() {
    assertThat(ImageNames.mayBeId("deadbeef")).isTrue();
    assertThat(ImageNames.mayBeId("sha256:deadbeef")).isTrue();
    assertThat(ImageNames.mayBeId("abc")).isFalse();
    assertThat(ImageNames.mayBeId("debian")).isFalse();
    assertThat(ImageNames.mayBeId("a".repeat(65))).isFalse();
  }

  @Test
  void aRecordSurvivesBeingWritten() {
    RunRecord record =
        new RunRecord(
            "sha256:00",
            List.of("layers/sha256/b", "layers/sha256/a"),
            "images/users/00",
            List.of("PATH=/bin", "A=\"ç\""),
            List.of("/entry"),
            List.of("sh", "-c", "true"),
            "1000:100",
            "/srv",
            "SIGQUIT",
            List.of("/data"),
            Map.of("a", "b"));
    assertThat(RunRecord.read(record.write().getBytes(StandardCharsets.UTF_8))).isEqualTo(record);
  }

  @Test
  void everyVerbHasItsSummary() {
    for (String verb : EngineVerbs.names()) {
      Text text = EngineVerbs.summary(verb);
      assertThat(text).as(verb).isNotNull();
    }
    assertThat(EngineVerbs.summary("run")).isNull();
  }
}
