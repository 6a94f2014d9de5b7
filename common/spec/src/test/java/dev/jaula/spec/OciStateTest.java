package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** States in the words of the runtime-spec and in the form that runc prints. */
class OciStateTest {
  private static OciState state(Map<String, String> annotations, int pid) {
    return new OciState(
        "1.3.0",
        "c1",
        pid == 0 ? "stopped" : "paused",
        pid,
        "/b",
        "/b/rootfs",
        "2026-11-24T19:56:04.0123456Z",
        annotations,
        "root");
  }

  @Test
  void stateIsPrintedAsRuncDoes() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("z", "1");
    annotations.put("a", "2");
    assertThat(OciStateWriter.state(state(annotations, 7)))
        .isEqualTo(
            """
            {
              "ociVersion": "1.3.0",
              "id": "c1",
              "pid": 7,
              "status": "paused",
              "bundle": "/b",
              "rootfs": "/b/rootfs",
              "created": "2026-11-24T19:56:04.0123456Z",
              "annotations": {
                "a": "2",
                "z": "1"
              },
              "owner": "root"
            }\
            """);
  }

  @Test
  void listIsOneLine() {
    assertThat(OciStateWriter.list(List.of())).isEqualTo("null");
    assertThat(OciStateWriter.list(List.of(state(Map.of(), 0))))
        .isEqualTo(
            """
            [{"ociVersion":"1.3.0","id":"c1","pid":0,"status":"stopped","bundle":"/b",\
            "rootfs":"/b/rootfs","created":"2026-11-24T19:56:04.0123456Z","owner":"root"}]\
            """);
  }

  @Test
  void agentGetsTheProcessState() {
    assertThat(OciStateWriter.processState(state(Map.of(), 7), 9, "tell"))
        .isEqualTo(
            """
            {"ociVersion":"1.3.0","fds":["seccompFd"],"pid":9,"metadata":"tell",\
            "state":{"ociVersion":"1.3.0","id":"c1","status":"paused","pid":7,"bundle":"/b"}}\
            """);
  }

  @Test
  void stoppedContainersHaveNoPid() {
    assertThat(OciStateWriter.hook(state(Map.of(), 0)))
        .isEqualTo(
            "{\"ociVersion\":\"1.3.0\",\"id\":\"c1\",\"status\":\"stopped\",\"bundle\":\"/b\"}");
  }
}
