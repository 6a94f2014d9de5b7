package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Version;
import dev.jaula.linux.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions recorded with systemd 252, and peers that behave otherwise. */
class SystemdTest {
  private static final BusAddress DIRECT = new BusAddress("/run/systemd/private", true);
  private static final BusAddress BUS = new BusAddress("/run/dbus/system_bus_socket", false);
  private static final UnitPath GOLD = UnitPath.of("test.slice:jaula:gold", "id", false);

  /** The client's greeting and a server's consent. */
  private static final List<String> GREETING =
      List.of(
          ">" + " " + hex("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n"), "< " + hex("DATA\r\nOK 00\r\n"));

  private static String hex(String text) {
    return HexFormat.of().formatHex(dev.jaula.linux.Bytes.encode(text));
  }

  static Stream<Arguments> recordings() {
    return Stream.of(
        Arguments.of("direct.txt", DIRECT, 188, Integer.MAX_VALUE),
        Arguments.of("direct.txt", DIRECT, 188, 1),
        Arguments.of("bus.txt", BUS, 190, Integer.MAX_VALUE),
        Arguments.of("bus.txt", BUS, 190, 7));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void startsAndStopsAScope(String recording, BusAddress address, int pid, int portion)
      throws IOException {
    RecordedBus bus = RecordedBus.of(recording).at(address.path()).inPortionsOf(portion);
    List<Property> properties =
        new ArrayList<>(UnitProperties.of(GOLD, "container gold", pid, Version.V2));
    Resources limits = Resources.builder().memoryLimit(64L << 20).build();
    properties.addAll(ResourceProperties.of(limits, Version.V2, () -> 252));
    try (Systemd systemd = Systemd.connect(new Kernel(bus), List.of(address))) {
      systemd.start(GOLD, properties);
      systemd.stop(GOLD);
      systemd.stop(GOLD); // it is gone: NoSuchUnit
    }
    assertThat(bus.isPlayed()).isTrue();
    assertThat(bus.surplus()).isZero();
    assertThat(bus.open()).isZero();
  }

  @Test
  void triesTheNextAddress() {
    RecordedBus bus = new RecordedBus(GREETING).at(BUS.path());
    Systemd.connect(new Kernel(bus), List.of(DIRECT, BUS)).close();
    assertThat(bus.paths()).containsExactly(DIRECT.path(), BUS.path());
    assertThat(bus.open()).isZero();
  }

  @Test
  void abstractNamesAndPathsThatAreTooLong() {
    RecordedBus bus = new RecordedBus(GREETING).at("@/tmp/dbus-x");
    BusAddress tooLong = new BusAddress("/" + "d".repeat(107), false);
    BusAddress longest = new BusAddress("/" + "d".repeat(106), false);
    BusAddress hidden = new BusAddress("@/tmp/dbus-x", true);
    Systemd.connect(new Kernel(bus), List.of(tooLong, longest, hidden)).close();
    assertThat(bus.paths()).containsExactly(longest.path(), hidden.path());
    assertThat(bus.open()).isZero();
  }

  @Test
  void saysWhereItLookedInOneLine() {
    RecordedBus bus = new RecordedBus(List.of()).at("/elsewhere");
    assertThatThrownBy(() -> Systemd.connect(new Kernel(bus), List.of(DIRECT, BUS)))
        .isInstanceOf(SystemdException.class)
        .hasMessage(
            "cannot reach systemd at /run/systemd/private (no such file or directory),"
                + " /run/dbus/system_bus_socket (no such file or directory); is it running?"
                + " cgroupfs does without it");
    assertThat(bus.open()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REJECTED EXTERNAL\\r\\n | does not let this user in: REJECTED EXTERNAL",
        "DATA\\r\\nREJECTED EXTERNAL\\r\\n | does not let this user in: REJECTED EXTERNAL",
        "HTTP/1.1 400 Bad Request\\r\\n | does not let this user in: HTTP/1.1 400 Bad Request",
        "DATA\\r\\n | connection reset by peer",
      })
  void refusalNamesTheSocketAndClosesIt(String answer, String wanted) {
    String text = answer.trim().replace("\\r\\n", "\r\n");
    RecordedBus bus = new RecordedBus(List.of(GREETING.get(0), "< " + hex(text)));
    assertThatThrownBy(() -> Systemd.connect(new Kernel(bus), List.of(DIRECT)))
        .isInstanceOf(SystemdException.class)
        .hasMessageContaining("/run/systemd/private (" + wanted + ")");
    assertThat(bus.open()).isZero();
  }

  @Test
  void oldServersConsentTwice() {
    RecordedBus bus = new RecordedBus(List.of(GREETING.get(0), "< " + hex("OK 00\r\nOK 00\r\n")));
    Systemd.connect(new Kernel(bus), List.of(DIRECT)).close();
    assertThat(bus.isPlayed()).isTrue();
  }

  @Test
  void noAnswerIsAnErrorAfterATime() {
    RecordedBus bus = new RecordedBus(GREETING).thenSilent();
    Systemd systemd = Systemd.connect(new Kernel(bus), List.of(DIRECT));
    assertThatThrownBy(systemd::version)
        .isInstanceOf(SystemdException.class)
        .hasMessage(
            "unable to read Version of unit \"systemd\": receive /run/systemd/private: connection"
                + " timed out");
  }

  @Test
  void theErrorOfTheBusKeepsItsName() {
    RecordedBus bus = new RecordedBus(withAnswers(error(1, "org.example.No", "not today")));
    Systemd systemd = Systemd.connect(new Kernel(bus), List.of(DIRECT));
    assertThatThrownBy(() -> systemd.setProperties(GOLD, List.of(Property.of("TasksMax", 5))))
        .isInstanceOfSatisfying(
            SystemdException.class, e -> assertThat(e.name()).isEqualTo("org.example.No"))
        .hasMessage("unable to set properties of unit \"jaula-gold.scope\": not today");
  }

  @Test
  void aFailedUnitThatWasLeftIsClearedAndTheStartRepeated() {
    RecordedBus bus =
        new RecordedBus(
            withAnswers(
                error(1, SystemdException.UNIT_EXISTS, "Unit jaula-gold.scope already exists."),
                reply(2, List.of()),
                // the job ends before its number is known
                ended("/job/7", "done"),
                reply(3, List.of(new Value.Text('o', "/job/7")))));
    assertThat(Systemd.connect(new Kernel(bus), List.of(DIRECT)).start(GOLD, List.of())).isTrue();
    assertThat(bus.isPlayed()).isTrue();
  }

  @Test
  void aJobThatFailsIsAnError() {
    RecordedBus bus =
        new RecordedBus(
            withAnswers(
                reply(1, List.of(new Value.Text('o', "/job/7"))),
                ended("/job/6", "done"),
                ended("/job/7", "failed"),
                reply(2, List.of())));
    Systemd systemd = Systemd.connect(new Kernel(bus), List.of(DIRECT));
    assertThatThrownBy(() -> systemd.start(GOLD, List.of()))
        .hasMessage("error creating systemd unit `jaula-gold.scope`: got `failed`");
    assertThat(bus.isPlayed()).isTrue();
  }

  @Test
  void aSliceThatIsThereIsAsGood() {
    RecordedBus bus = new RecordedBus(withAnswers(error(1, SystemdException.UNIT_EXISTS, "")));
    UnitPath slice = UnitPath.of("::pod.slice", "id", false);
    assertThat(Systemd.connect(new Kernel(bus), List.of(DIRECT)).start(slice, List.of())).isFalse();
    assertThat(bus.isPlayed()).isTrue();
  }

  @Test
  void readsVersionAndTheManagersControlGroup() {
    RecordedBus bus =
        new RecordedBus(
            withAnswers(
                reply(1, List.of(new Value.Variant(Value.string("252.39-1~deb12u1")))),
                reply(2, List.of(new Value.Variant(Value.string(""))))));
    Systemd systemd = Systemd.connect(new Kernel(bus), List.of(DIRECT));
    assertThat(systemd.version()).isEqualTo(252);
    assertThat(systemd.version()).isEqualTo(252);
    assertThat(systemd.managerControlGroup()).isEqualTo("/");
    assertThat(bus.isPlayed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"252,252", "v245.4-1.fc32,245", "258~rc2,258", "'',0", "main,0", "9999999999,0"})
  void versions(String text, int number) {
    assertThat(Systemd.number(text)).isEqualTo(number);
  }

  private static List<String> withAnswers(byte[]... answers) {
    List<String> script = new ArrayList<>(GREETING);
    for (byte[] answer : answers) {
      script.add("< " + HexFormat.of().formatHex(answer));
    }
    return script;
  }

  private static byte[] reply(int to, List<Value> body) {
    return message(Message.REPLY, body, field(5, new Value.Whole('u', to)));
  }

  private static byte[] error(int to, String name, String text) {
    return message(
        Message.ERROR,
        List.of(Value.string(text)),
        field(4, Value.string(name)),
        field(5, new Value.Whole('u', to)));
  }

  private static byte[] ended(String job, String result) {
    return message(
        Message.SIGNAL,
        List.of(
            new Value.Whole('u', 1),
            new Value.Text('o', job),
            Value.string("jaula-gold.scope"),
            Value.string(result)),
        field(2, Value.string("org.freedesktop.systemd1.Manager")),
        field(3, Value.string("JobRemoved")));
  }

  private static Value field(int code, Value value) {
    return Value.fields(new Value.Whole('y', code), new Value.Variant(value));
  }

  static byte[] message(int type, List<Value> body, Value... fields) {
    WireWriter content = new WireWriter();
    body.forEach(content::value);
    List<Value> all = new ArrayList<>(List.of(fields));
    if (!body.isEmpty()) {
      all.add(field(8, new Value.Text('g', Value.signatures(body))));
    }
    WireWriter w = new WireWriter();
    w.put('l');
    w.put(type);
    w.put(0);
    w.put(1);
    w.number(content.length(), 4);
    w.number(99, 4);
    w.value(new Value.Items("(yv)", all));
    w.pad(8);
    w.raw(content.bytes());
    return w.bytes();
  }
}
