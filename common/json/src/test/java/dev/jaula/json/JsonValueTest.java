package dev.jaula.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 48L << 20, Long.MAX_VALUE, Long.MIN_VALUE})
  void wholeNumbers(long number) {
    assertThat(JsonValue.of(number).longValue()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "92233720368547758070",
        "1.0",
        "1e3",
        "-",
        "",
        "99999999999999999999999"
      })
  void otherNumbersAreRefused(String literal) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonValue.Num(literal).longValue())
        .withMessage("whole number of 64 bits expected, found " + literal);
  }

  @Test
  void aReaderSaysWhatItFound() {
    JsonValue array = new JsonValue.Arr();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(array::string)
        .withMessage("string expected, found array");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(array::longValue)
        .withMessage("number expected, found array");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(array::bool)
        .withMessage("boolean expected, found array");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(array::object)
        .withMessage("object expected, found array");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonValue.Null().array())
        .withMessage("array expected, found null");
  }

  @Test
  void aDocumentIsBuiltInOrder() {
    JsonValue.Obj object =
        new JsonValue.Obj()
            .put("name", "mazoni")
            .put("image", (String) null)
            .put("pid", 42)
            .put("rm", true)
            .put("args", JsonValue.of(List.of("sh", "-c")))
            .put("mixed", new JsonValue.Arr().add(1).add("a").add(new JsonValue.Null()));
    assertThat(JsonWriter.write(object))
        .isEqualTo(
            "{\"name\":\"mazoni\",\"pid\":42,\"rm\":true,\"args\":[\"sh\",\"-c\"],"
                + "\"mixed\":[1,\"a\",null]}");
  }

  @Test
  void indentedForPeople() {
    JsonValue.Obj object =
        new JsonValue.Obj()
            .put("a", JsonValue.of(List.of("x", "y")))
            .put("b", new JsonValue.Obj())
            .put("c", new JsonValue.Arr())
            .put("d", new JsonValue.Obj().put("e", 1));
    assertThat(JsonWriter.indented(object))
        .isEqualTo(
            """
            {
              "a": [
                "x",
                "y"
              ],
              "b": {},
              "c": [],
              "d": {
                "e": 1
              }
            }
            """);
  }

  @Test
  void everyCharacterComesBack() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0xFFFF; c++) {
      all.append((char) c);
    }
    all.append("\ud83d\ude00 \ud83d x \ude00");
    String text = all.toString();
    String written = JsonWriter.write(new JsonValue.Str(text));
    byte[] utf8 = written.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(JsonParser.parse(utf8).string()).isEqualTo(text);
    assertThat(JsonWriter.write(new JsonValue.Str("\u0000\u001f\ud800é")))
        .isEqualTo("\"\\u0000\\u001f\\ud800é\"");
  }

  @Test
  void aValueThatHoldsItselfIsRefused() {
    JsonValue.Arr array = new JsonValue.Arr();
    array.add(array);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonWriter.write(array))
        .withMessage("nested too deep");
  }
}
