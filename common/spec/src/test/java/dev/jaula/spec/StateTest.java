package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateTest {
  private static final Exit EXIT = new Exit(137, true, new Timestamp(1_795_550_165, 0));

  @Test
  void writtenStateReadsAsTheSame() {
    ContainerState ended = States.RUNNING.ended(EXIT);
    assertThat(StateReader.read(Documents.parse(StateWriter.write(States.RUNNING))))
        .isEqualTo(States.RUNNING);
    assertThat(StateReader.read(Documents.parse(StateWriter.write(ended)))).isEqualTo(ended);
  }

  @Test
  void bytesThatAreNotUtf8Survive() {
    assertThat(StateWriter.write(States.RUNNING)).contains("olá").contains("\\udcff\\n");
  }

  @Test
  void inspectHasDockersShape() {
    JsonValue container = inspect(States.RUNNING, Status.PAUSED);
    assertThat(container.get("Id")).isEqualTo(new JsonValue.Str(States.RUNNING.id()));
    assertThat(container.get("Created"))
        .isEqualTo(new JsonValue.Str("2026-11-24T19:56:04.0123456Z"));
    assertThat(container.get("Path")).isEqualTo(new JsonValue.Str("sh"));
    assertThat(Documents.at(container, "Args").array()).hasSize(2);
    assertThat(container.get("Name")).isEqualTo(new JsonValue.Str("/mazoni"));
    assertThat(container.get("State"))
        .isEqualTo(
            Documents.parse(
                """
                {"Status": "paused", "Running": true, "Paused": true, "Restarting": false,
                 "OOMKilled": false, "Dead": false, "Pid": 4242, "ExitCode": 0, "Error": "",
                 "StartedAt": "2026-11-24T19:56:04.0123456Z",
                 "FinishedAt": "0001-01-01T00:00:00Z"}\
                """));
    assertThat(container.get("Mounts"))
        .isEqualTo(
            Documents.parse(
                """
                [{"Type": "bind", "Source": "/srv/data", "Destination": "/data",
                  "Mode": "rbind,ro,rslave", "RW": false, "Propagation": "rslave"}]\
                """));
    assertThat(Documents.at(container, "Config", "User"))
        .isEqualTo(new JsonValue.Str("1000:4294967294"));
    assertThat(Documents.at(container, "Config", "Tty")).isEqualTo(new JsonValue.Bool(true));
  }

  @Test
  void inspectShowsTheEnd() {
    JsonValue state = Documents.at(inspect(States.RUNNING.ended(EXIT), Status.EXITED), "State");
    assertThat(state.get("Pid")).isEqualTo(new JsonValue.Num("0"));
    assertThat(state.get("ExitCode")).isEqualTo(new JsonValue.Num("137"));
    assertThat(state.get("OOMKilled")).isEqualTo(new JsonValue.Bool(true));
    assertThat(state.get("FinishedAt")).isEqualTo(new JsonValue.Str("2026-11-24T19:56:05Z"));
  }

  @Test
  void inspectShowsLimits() {
    Spec spec =
        SpecReader.read(
            Documents.patch(
                Documents.read("minimal.json"),
                Documents.parse(
                    """
                    {"linux": {"resources": {"memory": {"limit": 50331648},
                     "cpu": {"quota": 20000, "period": 100000}, "pids": {"limit": 10}}}}\
                    """)));
    String text =
        DockerInspect.write(
            List.of(new DockerInspect.Container(States.RUNNING, Status.RUNNING, spec)));
    JsonValue host = Documents.at(Documents.parse(text).array().get(0), "HostConfig");
    assertThat(host.get("Memory")).isEqualTo(new JsonValue.Num("50331648"));
    assertThat(host.get("NanoCpus")).isEqualTo(new JsonValue.Num("200000000"));
    assertThat(host.get("PidsLimit")).isEqualTo(new JsonValue.Num("10"));
    assertThat(host.get("NetworkMode")).isEqualTo(new JsonValue.Str("none"));
    assertThat(host.get("IpcMode")).isEqualTo(new JsonValue.Str("host"));
    assertThat(text).startsWith("[\n    {\n        \"Id\": \"0123").endsWith("\n    }\n]\n");
  }

  @Test
  void noContainersAreAnEmptyArray() {
    assertThat(DockerInspect.write(List.of())).isEqualTo("[]\n");
  }

  private static JsonValue inspect(ContainerState state, Status status) {
    String text = DockerInspect.write(List.of(new DockerInspect.Container(state, status, null)));
    return Documents.parse(text).array().get(0);
  }
}
