package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden bytes: what protoc makes of the same text with CRIU's rpc.proto. */
class CriuMessagesTest {
  private static String hex(byte[] data) {
    return HexFormat.of().formatHex(data);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0800",
    "1, 0801",
    "127, 087f",
    "128, 088001",
    "300, 08ac02",
    "-1, 08ffffffffffffffffff01"
  })
  void writesNumbers(long number, String expected) {
    assertThat(hex(new ProtoWriter().number(1, number).bytes())).isEqualTo(expected);
    ProtoReader in = new ProtoReader(bytes(expected));
    assertThat(in.next()).isTrue();
    assertThat(in.field()).isEqualTo(1);
    assertThat(in.number()).isEqualTo(number);
    assertThat(in.next()).isFalse();
  }

  @Test
  void writesTextsMessagesAndHighFields() {
    assertThat(hex(new ProtoWriter().text(10, "dump.log").bytes()))
        .isEqualTo("52" + "08" + "64756d702e6c6f67");
    assertThat(hex(new CriuOptions().text(CriuOptions.LSM_MOUNT_CONTEXT, "c").message().bytes()))
        .isEqualTo("fa03" + "01" + "63");
    assertThat(hex(new CriuOptions().externalMount("/a", "/b").message().bytes()))
        .isEqualTo("ba01" + "08" + "0a022f61" + "12022f62");
    assertThat(hex(new CriuOptions().inherit("pipe:[7]", 2).message().bytes()))
        .isEqualTo("da01" + "0c" + "0a08706970653a5b375d" + "1002");
    assertThat(hex(new CriuOptions().pageServer("::1", 9).message().bytes()))
        .isEqualTo("5a" + "07" + "0a033a3a31" + "1009");
    assertThat(hex(new CriuOptions().cgroupRoot("cpu", "/x").message().bytes()))
        .isEqualTo("ca01" + "09" + "0a03637075" + "12022f78");
    assertThat(hex(new CriuOptions().joinNamespace("ipc", "/i").message().bytes()))
        .isEqualTo("ba02" + "09" + "0a03697063" + "12022f69");
  }

  @Test
  void growsForLongTexts() {
    String text = "x".repeat(5000);
    byte[] data = new ProtoWriter().text(13, text).number(2, 1).bytes();
    ProtoReader in = new ProtoReader(data);
    assertThat(in.next()).isTrue();
    assertThat(new String(in.bytes(), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(in.next()).isTrue();
    assertThat(in.number()).isEqualTo(1);
  }

  @Test
  void asks() {
    assertThat(hex(CriuRequest.of(CriuType.VERSION, null))).isEqualTo("080a");
    assertThat(hex(CriuRequest.of(CriuType.DUMP, new CriuOptions().number(1, 5))))
        .isEqualTo("0801" + "1202" + "0805");
    assertThat(hex(CriuRequest.notified(true))).isEqualTo("0806" + "1801");
    assertThat(hex(CriuRequest.notified(false))).isEqualTo("0806" + "1800");
    assertThat(hex(CriuRequest.feature(2))).isEqualTo("0809" + "2a02" + "1001");
  }

  @Test
  void understandsAnswers() {
    CriuResponse version = CriuResponse.parse(bytes("080a 1001 5206 0804 1001 2001"));
    assertThat(version.success()).isTrue();
    assertThat(version.version()).isEqualTo(40101);
    CriuResponse git = CriuResponse.parse(bytes("080a 1001 5207 0804 1001 1a01 67"));
    assertThat(git.version()).isEqualTo(40200);
    CriuResponse notified = CriuResponse.parse(bytes("0806 1001 2a07 0a02 6869 10ac02"));
    assertThat(notified.type()).isEqualTo(CriuType.NOTIFY);
    assertThat(notified.script()).isEqualTo("hi");
    assertThat(notified.pid()).isEqualTo(300);
    assertThat(CriuResponse.parse(bytes("0802 1001 2203 08ac02")).pid()).isEqualTo(300);
    CriuResponse failed = CriuResponse.parse(bytes("0801 1000 3803 4a03 626164"));
    assertThat(failed.success()).isFalse();
    assertThat(failed.errno()).isEqualTo(3);
    assertThat(failed.error()).isEqualTo("bad");
    assertThat(CriuResponse.parse(bytes("0809 1001 4204 0801 1001")).features()).isEqualTo(6);
    assertThat(CriuResponse.parse(bytes("0809 1001 4204 0801 1000")).features()).isEqualTo(2);
  }

  @Test
  void passesOverWhatIsNew() {
    CriuResponse response =
        CriuResponse.parse(bytes("0801 1001 8501 01020304 8101 0102030405060708 a23f 0161"));
    assertThat(response.success()).isTrue();
    assertThat(CriuResponse.parse(bytes("0863 1001")).type()).isEqualTo(CriuType.EMPTY);
  }

  @Test
  void saysWhyItDidNotEvenBegin() {
    CriuResponse response = CriuResponse.parse(CriuResponse.failure("exec criu: no"));
    assertThat(response.success()).isFalse();
    assertThat(response.error()).isEqualTo("exec criu: no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08",
        "0880",
        "52",
        "5205 61",
        "52ffffffffffffffffff01 61",
        "0f",
        "0b",
        "0901",
        "08ffffffffffffffffffff01"
      })
  void refusesWhatIsNone(String hex) {
    assertThatThrownBy(() -> CriuResponse.parse(bytes(hex)))
        .isInstanceOf(OciException.class)
        .hasMessageContaining("not a message of its rpc.proto");
  }

  @Test
  void quotesTheLastErrors() {
    String log =
        """
        (00.1) Error (criu/util.c:1): rlimit
        (00.2) Warn  (criu/x.c:1): nothing
        (00.3) Error (criu/a.c:2): two
        (00.4) pie: 7: Error (criu/b.c:3): three
        (00.5) Error (criu/c.c:4): four
        """;
    assertThat(CriuLog.errors(log))
        .isEqualTo("Error (criu/a.c:2): two; Error (criu/b.c:3): three; Error (criu/c.c:4): four");
    assertThat(CriuLog.errors("(00.1) all is well\n")).isEmpty();
  }

  @Test
  void replacesStandardStreams() {
    CriuOptions options = new CriuOptions();
    List<String> names =
        List.of("file[18:3]:/dev/null", "pipe:[12]", "pipe:[12]", "/dev/pts/0", "socket:[3]");
    StandardStreams.addForRestore(names, new int[] {9, 1, 2, 3, 4}, options);
    CriuOptions expected = new CriuOptions().inherit("pipe:[12]", 2).inherit("file[18:3]", 9);
    assertThat(options.message().bytes()).isEqualTo(expected.message().bytes());
    CriuOptions dump = new CriuOptions();
    StandardStreams.addForDump(List.of("file[1:2]:/a", "file[1:2]:/a", "pipe:[4]"), dump);
    assertThat(dump.message().bytes())
        .isEqualTo(new CriuOptions().text(CriuOptions.EXTERNAL, "file[1:2]").message().bytes());
  }
}
