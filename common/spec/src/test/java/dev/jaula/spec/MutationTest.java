package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.linux.Bytes;
import dev.jaula.seccomp.Architecture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand wrong documents of each kind: an error of one line that can be printed, or a result.
 */
class MutationTest {
  private static final int ROUNDS = 10_000;

  private static final List<JsonValue> VALUES =
      List.of(
          new JsonValue.Null(),
          new JsonValue.Bool(true),
          new JsonValue.Num("0"),
          new JsonValue.Num("-1"),
          new JsonValue.Num("-0"),
          new JsonValue.Num("1e400"),
          new JsonValue.Num("4294967296"),
          new JsonValue.Num("18446744073709551615"),
          new JsonValue.Num("-99999999999999999999999"),
          new JsonValue.Str(""),
          new JsonValue.Str("\0"),
          new JsonValue.Str("/.."),
          new JsonValue.Str("RLIMIT_"),
          new JsonValue.Str("olá \ud83d\ude00"),
          new JsonValue.Str("\ud800"),
          new JsonValue.Str("x".repeat(300)),
          new JsonValue.Arr(List.of()),
          new JsonValue.Arr(List.of(new JsonValue.Arr(List.of(new JsonValue.Null())))),
          new JsonValue.Obj(Map.of()),
          new JsonValue.Obj(Map.of("", new JsonValue.Num("7"))));

  private final Random random = new Random(20261124);
  private int read;
  private int refused;

  @Test
  void configs() {
    fuzz(Documents.read("example.json"), document -> roundTrip(SpecReader.read(document)));
  }

  @Test
  void wholeConfigs() {
    fuzz(Documents.read("everything.json"), document -> roundTrip(SpecReader.read(document)));
  }

  @Test
  void profiles() {
    fuzz(
        Documents.read("docker-seccomp.json"),
        document -> SeccompFile.read(document, random.nextLong(), Architecture.X86_64, 6, 1));
  }

  @Test
  void states() {
    fuzz(
        Documents.parse(StateWriter.write(States.RUNNING)),
        document -> {
          ContainerState state = StateReader.read(document);
          assertThat(StateReader.read(Documents.parse(StateWriter.write(state)))).isEqualTo(state);
          DockerInspect.write(List.of(new DockerInspect.Container(state, Status.RUNNING, null)));
        });
  }

  @Test
  void bytes() {
    byte[] right = Documents.text("example.json").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] wrong = right.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
      }
      attempt(() -> roundTrip(SpecReader.read(JsonParser.parse(wrong))));
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
    assertThat(read).isPositive();
  }

  private void fuzz(JsonValue right, Consumer<JsonValue> reader) {
    for (int i = 0; i < ROUNDS; i++) {
      JsonValue wrong = right;
      for (int n = random.nextInt(3); n >= 0; n--) {
        wrong = mutate(wrong);
      }
      JsonValue document = wrong;
      attempt(() -> reader.accept(document));
    }
    assertThat(refused).isGreaterThan(ROUNDS / 10);
    assertThat(read).isPositive();
  }

  private void attempt(Runnable action) {
    try {
      action.run();
      read++;
    } catch (SpecException | JsonException e) {
      refused++;
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(400);
      assertThat(Bytes.encode(Objects.requireNonNull(e.getMessage()))).isNotEmpty();
    }
  }

  private static void roundTrip(Spec spec) {
    assertThat(SpecReader.read(Documents.parse(SpecWriter.write(spec)))).isEqualTo(spec);
  }

  /** Replaces, drops, renames or doubles something on a random way down. */
  private JsonValue mutate(JsonValue value) {
    if (value instanceof JsonValue.Obj(Map<String, JsonValue> old) && !old.isEmpty()) {
      Map<String, JsonValue> members = new LinkedHashMap<>(old);
      String key = List.copyOf(old.keySet()).get(random.nextInt(old.size()));
      switch (random.nextInt(12)) {
        case 0 -> members.remove(key);
        case 1 -> members.put(key, any());
        case 2 -> members.put(key + "é\n", members.remove(key));
        default -> members.put(key, mutate(old.getOrDefault(key, new JsonValue.Null())));
      }
      return new JsonValue.Obj(members);
    }
    if (value instanceof JsonValue.Arr(List<JsonValue> old) && !old.isEmpty()) {
      List<JsonValue> items = new ArrayList<>(old);
      int at = random.nextInt(items.size());
      switch (random.nextInt(8)) {
        case 0 -> items.remove(at);
        case 1 -> items.add(items.get(at));
        case 2 -> items.set(at, any());
        default -> items.set(at, mutate(items.get(at)));
      }
      return new JsonValue.Arr(items);
    }
    if (value instanceof JsonValue.Str(String text) && !text.isEmpty() && random.nextBoolean()) {
      return new JsonValue.Str(text.substring(random.nextInt(text.length())));
    }
    return any();
  }

  private JsonValue any() {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  @Test
  void theWriterOfTreesAndTheWriterOfPiecesAgree() {
    JsonValue example = Documents.read("example.json");
    Spec spec = SpecReader.read(example);
    String text = SpecWriter.write(spec);
    assertThat(JsonWriter.write(Documents.parse(text))).isEqualTo(text);
  }
}
