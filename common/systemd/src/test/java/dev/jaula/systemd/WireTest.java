package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Marshalling against bytes that busctl wrote, and against bytes that nobody should send. */
class WireTest {
  /**
   * What {@code busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1
   * org.freedesktop.systemd1.Manager StartTransientUnit 'ssa(sv)a(sa(sv))' jaula-golden2.scope
   * replace 7 Description s 'container gold' Slice s system.slice Delegate b true PIDs au 1 134
   * MemoryMax t 67108864 AllowedCPUs ay 2 15 1 DeviceAllow 'a(ss)' 2 /dev/char/1:3 rwm 'char-*' m
   * 0} sent (systemd 252), but for its flags, which allow a question to the user.
   */
  private static final String BUSCTL =
      "6c0100014001000002000000b600000001016f00190000002f6f72672f667265656465736b746f702f73797374656d"
          + "643100000000000000030173001200000053746172745472616e7369656e74556e6974000000000000020173"
          + "00200000006f72672e667265656465736b746f702e73797374656d64312e4d616e6167657200000000000000"
          + "0006017300180000006f72672e667265656465736b746f702e73797374656d64310000000000000000080167"
          + "001073736128737629612873612873762929000000130000006a61756c612d676f6c64656e322e73636f7065"
          + "00070000007265706c61636500120100000b0000004465736372697074696f6e00017300000e000000636f6e"
          + "7461696e657220676f6c64000005000000536c696365000173000000000c00000073797374656d2e736c6963"
          + "6500000000000000000800000044656c6567617465000162000100000000000000040000005049447300026175"
          + "000000000400000086000000090000004d656d6f72794d617800017400000000000000000000000400000000"
          + "0b000000416c6c6f776564435055730002617900020000000f010000000000000b000000446576696365416c"
          + "6c6f7700056128737329000032000000000000000d0000002f6465762f636861722f313a3300000003000000"
          + "72776d000000000006000000636861722d2a0000010000006d00000000000000";

  private static final List<Value> BODY =
      List.of(
          Value.string("jaula-golden2.scope"),
          Value.string("replace"),
          Property.list(
              List.of(
                  Property.of("Description", "container gold"),
                  Property.of("Slice", "system.slice"),
                  Property.of("Delegate", true),
                  new Property("PIDs", Value.uint32s(List.of(134))),
                  Property.of("MemoryMax", 67108864),
                  new Property("AllowedCPUs", Value.bytes(new byte[] {15, 1})),
                  new Property(
                      "DeviceAllow",
                      new Value.Items(
                          "(ss)",
                          List.of(
                              Value.fields(Value.string("/dev/char/1:3"), Value.string("rwm")),
                              Value.fields(Value.string("char-*"), Value.string("m"))))))),
          new Value.Items("(sa(sv))", List.of()));

  @Test
  void writesWhatBusctlWrites() {
    byte[] ours =
        Message.call(
            2,
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "StartTransientUnit",
            BODY);
    assertThat(HexFormat.of().formatHex(ours)).isEqualTo(BUSCTL);
  }

  @Test
  void readsWhatBusctlWrote() {
    Message message = Message.of(HexFormat.of().parseHex(BUSCTL));
    assertThat(message.type()).isEqualTo(Message.CALL);
    assertThat(message.member()).isEqualTo("StartTransientUnit");
    assertThat(message.interfaceName()).isEqualTo("org.freedesktop.systemd1.Manager");
    assertThat(message.values("ssa(sv)a(sa(sv))")).isEqualTo(BODY);
    assertThatThrownBy(() -> message.values("o")).hasMessageContaining("\"o\" was expected");
  }

  @Test
  void sizeOfAMessageFromItsHead() {
    byte[] all = HexFormat.of().parseHex(BUSCTL);
    byte[] head = new byte[Message.HEAD];
    System.arraycopy(all, 0, head, 0, head.length);
    assertThat(Message.size(head)).isEqualTo(all.length);
  }

  /** Numbers of every size on their boundaries (D-Bus specification, "Marshaling"). */
  @Test
  void numbersAndBoundaries() {
    List<Value> values =
        List.of(
            new Value.Whole('y', 255),
            new Value.Whole('n', -2),
            new Value.Whole('y', 1),
            new Value.Whole('q', 65535),
            new Value.Whole('i', -3),
            new Value.Whole('x', -4),
            new Value.Whole('y', 7),
            new Value.Whole('t', -1),
            new Value.Text('g', "a(sv)"),
            new Value.Variant(new Value.Variant(new Value.Whole('u', 9))));
    WireWriter w = new WireWriter();
    values.forEach(w::value);
    assertThat(HexFormat.ofDelimiter(" ").formatHex(w.bytes()))
        .isEqualTo(
            "ff 00 fe ff 01 00 ff ff fd ff ff ff 00 00 00 00 " // y, n, y, q, i
                + "fc ff ff ff ff ff ff ff 07 00 00 00 00 00 00 00 " // x, y
                + "ff ff ff ff ff ff ff ff 05 61 28 73 76 29 00 " // t, g
                + "01 76 00 01 75 00 00 00 00 09 00 00 00"); // v of v of u
    assertThat(new WireReader(w.bytes()).values(Value.signatures(values))).isEqualTo(values);
  }

  @Test
  void elementsBeginOnTheirBoundaryWhichTheLengthDoesNotCount() {
    WireWriter w = new WireWriter();
    w.value(new Value.Items("t", List.of(Value.uint64(1))));
    assertThat(HexFormat.of().formatHex(w.bytes())).isEqualTo("08000000000000000100000000000000");
    w = new WireWriter();
    w.value(new Value.Items("t", List.of()));
    assertThat(HexFormat.of().formatHex(w.bytes())).isEqualTo("0000000000000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\uD800", "a\uDC80"})
  void textThatDbusCannotCarryIsRefused(String text) {
    assertThatThrownBy(() -> new WireWriter().value(Value.string(text)))
        .isInstanceOf(SystemdException.class);
  }

  @Test
  void otherScriptsPass() {
    WireWriter w = new WireWriter();
    w.value(Value.string("ñ€😀"));
    assertThat(new WireReader(w.bytes()).values("s")).containsExactly(Value.string("ñ€😀"));
  }

  @ParameterizedTest
  @CsvSource({
    "s, 05000000616200", // longer than what is there
    "s, ffffffff00",
    "as, 000000f000000000",
    "v, 0000", // no type
    "v, 02737300", // two
    "v, 017a00", // unknown
    "v, 0128000000",
    "v, 016100",
    "t, 01020304",
    "at, 08000000",
    "(s), 0100",
  })
  void whatIsMalformedIsRefused(String signature, String bytes) {
    WireReader r = new WireReader(HexFormat.of().parseHex(bytes));
    assertThatThrownBy(() -> r.values(signature)).isInstanceOf(SystemdException.class);
  }

  @Test
  void nestingIsBounded() {
    WireReader r = new WireReader(HexFormat.of().parseHex("017600".repeat(100)));
    assertThatThrownBy(() -> r.values("v")).hasMessageContaining("nested too deeply");
    assertThatThrownBy(() -> Signature.end("a".repeat(100) + "s", 0))
        .isInstanceOf(SystemdException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "42020001000000000100000000000000, not a message",
    "6c020002000000000100000000000000, not a message",
    "6c020001ffffff7f0100000000000000, bytes",
    "6c0200010000000001000000ffffffff, bytes",
  })
  void headsThatAreRefused(String head, String wanted) {
    assertThatThrownBy(() -> Message.size(HexFormat.of().parseHex(head)))
        .isInstanceOf(SystemdException.class)
        .hasMessageContaining(wanted);
  }

  /** Whatever a peer sends, it is read or refused, and nothing else is thrown. */
  @Test
  void damagedMessagesAreReadOrRefused() {
    Random random = new Random(20261124);
    byte[] whole = HexFormat.of().parseHex(BUSCTL);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
      }
      try {
        Message message = Message.of(damaged);
        message.values("ssa(sv)a(sa(sv))");
        message.errorText();
      } catch (SystemdException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 19_999);
  }
}
