package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime-spec's own test data (oci/NOTICE.txt): good documents are read, bad ones refused. */
class OciDataTest {
  private static final String DIRECTORY = "oci/config/";

  @ParameterizedTest
  @ValueSource(
      strings = {"linux-netdevice", "linux-rdma", "minimal", "minimal-for-start", "spec-example"})
  void good(String name) {
    Spec spec = SpecReader.read(Documents.read(DIRECTORY + "good/" + name + ".json"));
    assertThat(SpecReader.read(Documents.parse(SpecWriter.write(spec)))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "linux-netdevice|linux.netDevices.eth0.name: 23 is not a string; write \"...\"",
        "linux-rdma|linux.resources.rdma.mlx5_1.hcaHandles: \"not a uint32\" is not a whole number;"
            + " write 0 to 4294967295",
        "linux-hugepage|linux.resources.hugepageLimits[0].pageSize: \"64kB\" is not a page size;"
            + " write e.g. \"64KB\", \"2MB\" or \"1GB\""
      })
  void bad(String name, String message) {
    JsonValue document = Documents.read(DIRECTORY + "bad/" + name + ".json");
    assertThatThrownBy(() -> SpecReader.read(document))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci/config/bad/invalid-json.json", "oci/state/bad/invalid-json.json"})
  void malformed(String name) {
    assertThatThrownBy(() -> Documents.read(name)).isInstanceOf(JsonException.class);
  }

  @Test
  void stateOfTheSpecIsWhatAHookReads() {
    OciState state =
        new OciState(
            "0.2.0",
            "oci-container1",
            "running",
            4422,
            "/containers/redis",
            "/containers/redis/rootfs",
            "1970-01-01T00:00:00Z",
            Map.of("myKey", "myValue"),
            "root");
    assertThat(Documents.parse(OciStateWriter.hook(state)))
        .isEqualTo(Documents.read("oci/state/good/spec-example.json"));
  }
}
