package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChangesTest {
  private static final String BEFORE =
      "{\"Env\":[\"PATH=/bin\",\"A=1\"],\"Cmd\":[\"sh\"],\"Labels\":{\"k\":\"v\"},\"X\":1.0}";

  private static String changed(String... instructions) {
    Obj before = (Obj) JsonParser.parse(Made.utf8(BEFORE));
    String after = JsonWriter.write(ConfigChanges.apply(before, List.of(instructions)));
    assertThat(JsonWriter.write(before)).as("the old one stays").isEqualTo(BEFORE);
    assertThat(after).contains("\"X\":1.0");
    return after;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD [\"a\", \"b c\"]                  | \"Cmd\":[\"a\",\"b c\"]",
        "cmd echo $A                           | \"Cmd\":[\"/bin/sh\",\"-c\",\"echo $A\"]",
        "CMD [ -e /x ] && y                    | \"Cmd\":[\"/bin/sh\",\"-c\",\"[ -e /x ] && y\"]",
        "ENTRYPOINT [\"/run\"]                 | \"Entrypoint\":[\"/run\"]",
        "ENV B=2                               | \"Env\":[\"PATH=/bin\",\"A=1\",\"B=2\"]",
        "ENV A=2                               | \"Env\":[\"PATH=/bin\",\"A=2\"]",
        "ENV B the rest                        | \"Env\":[\"PATH=/bin\",\"A=1\",\"B=the rest\"]",
        "ENV B=\"x y\" C='$A' D=\\$A           | \"B=x y\",\"C=$A\",\"D=$A\"]",
        "ENV PATH=$PATH:/opt B=${A}            | \"Env\":[\"PATH=/bin:/opt\",\"A=1\",\"B=1\"]",
        "ENV B=${Z:-zero} C=${A:+one} D=${Z:+} | \"B=zero\",\"C=one\",\"D=\"]",
        "EXPOSE 80 53/udp                      | \"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{}}",
        "EXPOSE 8000-8001                      | {\"8000/tcp\":{},\"8001/tcp\":{}}",
        "LABEL a=b k=\"w x\"                   | \"Labels\":{\"k\":\"w x\",\"a\":\"b\"}",
        "USER app:$A                           | \"User\":\"app:1\"",
        "VOLUME /a /b                          | \"Volumes\":{\"/a\":{},\"/b\":{}}",
        "VOLUME [\"/a b\"]                     | \"Volumes\":{\"/a b\":{}}",
        "WORKDIR /srv/../app/                  | \"WorkingDir\":\"/app\"",
        "WORKDIR app                           | \"WorkingDir\":\"/app\"",
        "STOPSIGNAL SIGINT                     | \"StopSignal\":\"SIGINT\"",
        "ONBUILD RUN make                      | \"OnBuild\":[\"RUN make\"]",
        "HEALTHCHECK NONE                      | \"Healthcheck\":{\"Test\":[\"NONE\"]}",
        "HEALTHCHECK --interval=1m30s --retries=2 CMD curl x | {\"Interval\":90000000000,\"Retries\":2,\"Test\":[\"CMD-SHELL\",\"curl x\"]}",
        "HEALTHCHECK CMD [\"c\"]               | \"Test\":[\"CMD\",\"c\"]",
      })
  void anInstructionChangesItsMember(String instruction, String expected) {
    assertThat(changed(instruction)).contains(expected);
  }

  @Test
  void anEntrypointTakesTheOldCommandAway() {
    assertThat(changed("ENTRYPOINT [\"/run\"]")).doesNotContain("\"Cmd\"");
    assertThat(changed("CMD [\"x\"]", "ENTRYPOINT [\"/run\"]")).contains("\"Cmd\":[\"x\"]");
  }

  @Test
  void laterOnesSeeEarlierOnes() {
    assertThat(changed("ENV B=/b", "WORKDIR $B", "WORKDIR c")).contains("\"WorkingDir\":\"/b/c\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN x",
        "CMD",
        "",
        "ENV A",
        "ENV =1",
        "ENV A=1 B",
        "ENV A=\"x",
        "ENV A='x",
        "ENV A=${B",
        "ENV A=${B:?x}",
        "EXPOSE 0",
        "EXPOSE 65536",
        "EXPOSE 9-8",
        "EXPOSE 80/icmp",
        "ONBUILD ONBUILD RUN x",
        "HEALTHCHECK curl",
        "HEALTHCHECK --interval=soon CMD x",
        "HEALTHCHECK --color=1 CMD x",
      })
  void whatIsWrittenWrongIsNamed(String instruction) {
    assertThatThrownBy(() -> changed(instruction))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("--change \"" + instruction + "\": ");
  }
}
