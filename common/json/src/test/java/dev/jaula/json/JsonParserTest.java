package dev.jaula.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
  private static JsonValue parse(String text) {
    return JsonParser.parse(text.getBytes(UTF_8));
  }

  @Test
  void aDocumentOfEveryKind() {
    JsonValue value =
        parse(
            """
             { "ociVersion" : "1.3.0", "a":[ 1 , -2.5e+3,true ,false,null,{ } , [ ] ],
            \t"é\\u00e7😀\\ud83d\\ude00": "\\"\\\\\\/\\b\\f\\n\\r\\t" }\r
            """);
    assertThat(value.get("ociVersion")).isEqualTo(new JsonValue.Str("1.3.0"));
    assertThat(value.object().keySet()).containsExactly("ociVersion", "a", "éç😀😀");
    assertThat(requireNonNull(value.get("éç😀😀")).string()).isEqualTo("\"\\/\b\f\n\r\t");
    assertThat(JsonWriter.write(requireNonNull(value.get("a"))))
        .isEqualTo("[1,-2.5e+3,true,false,null,{},[]]");
    assertThat(value.get("missing")).isNull();
    assertThat(parse("1").get("missing")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "10",
        "-1.0",
        "0.5",
        "1e5",
        "1E-5",
        "1e+05",
        "123456789012345678901234567890"
      })
  void numbersKeepTheirText(String literal) {
    assertThat(parse(literal)).isEqualTo(new JsonValue.Num(literal));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | unexpected end at byte 0",
        "`  ` | unexpected end at byte 2",
        "{ | unexpected end at byte 1",
        "{\"a\" | unexpected end at byte 4",
        "{\"a\":1,} | key expected at byte 7",
        "{a:1} | key expected at byte 1",
        "{\"a\" 1} | ':' expected at byte 5",
        "{\"a\":1 \"b\":2} | ',' expected at byte 7",
        "{\"a\":1,\"a\":2} | duplicate key a at byte 12",
        "{\"a\":1,\"\\u0061\":null} | duplicate key a at byte 20",
        "[1,] | unexpected character at byte 3",
        "[,1] | unexpected character at byte 1",
        "[1 2] | ',' expected at byte 3",
        "[1 | unexpected end at byte 2",
        "1 2 | trailing data at byte 2",
        "01 | trailing data at byte 1",
        "-01 | trailing data at byte 2",
        "+1 | unexpected character at byte 0",
        ".5 | unexpected character at byte 0",
        "1. | unexpected end at byte 2",
        "1.e5 | unexpected character at byte 2",
        "1e | unexpected end at byte 2",
        "1e+ | unexpected end at byte 3",
        "- | unexpected end at byte 1",
        "0x10 | trailing data at byte 1",
        "NaN | unexpected character at byte 0",
        "Infinity | unexpected character at byte 0",
        "nul | unexpected end at byte 3",
        "trux | 'e' expected at byte 3",
        "TRUE | unexpected character at byte 0",
        "'a' | unexpected character at byte 0",
        "// a | unexpected character at byte 0",
        "\"a | unexpected end at byte 2",
        "\"\\x\" | bad escape at byte 2",
        "\"\\ | unexpected end at byte 2",
        "\"\\u12g4\" | bad \\u escape at byte 5",
        "\"\\u12 | unexpected end at byte 5",
      })
  void whatIsNotJsonIsRefused(String text, String message) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> parse(text))
        .withMessage(message);
  }

  @Test
  void controlCharactersMustBeEscaped() {
    for (int c = 0; c < 0x20; c++) {
      String text = "\"" + (char) c + "\"";
      assertThatExceptionOfType(JsonException.class).isThrownBy(() -> parse(text));
    }
    assertThat(parse("\"\u007f\"").string()).isEqualTo("\u007f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080",
        "\u00bf",
        "\u00c0\u0080",
        "\u00c1\u00bf",
        "\u00e0\u009f\u00bf",
        "\u00ed\u00a0\u0080",
        "\u00ed\u00bf\u00bf",
        "\u00f0\u008f\u00bf\u00bf",
        "\u00f4\u0090\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00ff",
        "\u00e2\u0082",
        "\u00f0\u009f\u0098"
      })
  void invalidUtf8IsRefused(String bytes) {
    byte[] document = ("\"" + bytes + "\"").getBytes(ISO_8859_1);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> JsonParser.parse(document))
        .withMessageStartingWith("invalid UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff"
      })
  void theEdgesOfUtf8AreRead(String text) {
    assertThat(parse("\"" + text + "\"").string()).isEqualTo(text);
  }

  @Test
  void aByteOrderMarkIsRefused() {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> parse("\ufeff{}"));
  }

  @Test
  void nestingHasALimit() {
    String fits = "[".repeat(129) + "]".repeat(129);
    assertThat(JsonWriter.write(parse(fits))).isEqualTo(fits);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> parse("[" + fits + "]"))
        .withMessage("nested too deep at byte 129");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> parse("{\"a\":".repeat(1_000_000)));
  }

  @Test
  void onlyTheFirstBytesCount() {
    assertThat(JsonParser.parse("12345".getBytes(UTF_8), 2)).isEqualTo(new JsonValue.Num("12"));
  }

  /**
   * Whatever the bytes, the parser answers with a value that it can read back, or with its own
   * exception.
   */
  @Test
  void damagedDocumentsNeverCrash() {
    byte[] good = "{\"a\":[1,-2.5e3,\"\\u00e9é\\n\",true,null,{\"b\":[]}]}".getBytes(UTF_8);
    Random random = new Random(42);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      for (int i = random.nextInt(3); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      read += readsBack(bad) ? 1 : 0;
    }
    assertThat(read).isPositive();
  }

  private static boolean readsBack(byte[] document) {
    JsonValue value;
    try {
      value = JsonParser.parse(document);
    } catch (JsonException e) {
      return false;
    }
    assertThat(parse(JsonWriter.write(value))).isEqualTo(value);
    assertThat(parse(JsonWriter.indented(value))).isEqualTo(value);
    return true;
  }
}
