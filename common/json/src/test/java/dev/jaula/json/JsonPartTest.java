package dev.jaula.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPartTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': 1, 'linux': {'x': 2, 'seccomp': {'r': ['}', {}]}, 'y': 3}, 'z': 4}"
            + " | {'a':1,'linux':{'x':2,'y':3},'z':4} | {'r': ['}', {}]}",
        "{'linux': {'seccomp': []}} | {'linux':{'seccomp':[]}} |",
        "{'linux': {'seccomp': null}} | {'linux':{'seccomp':null}} |",
        "{'linux': {'seccomp': 'a{b', 'x': 1}} | {'linux':{'seccomp':'a{b','x':1}} |",
        "{'seccomp': {}, 'linux': {'b': {'seccomp': 1}}} | {'seccomp':{},'linux':{'b':{'seccomp':1}}} |",
        "{'process': {'seccomp': 1}} | {'process':{'seccomp':1}} |",
        "[1] | [1] |",
      })
  void passesOverOneMember(String text, String rest, String part) {
    byte[] utf8 = text.replace('\'', '"').getBytes(UTF_8);
    JsonPart parsed = JsonPart.parse(utf8, "linux", "seccomp");
    assertThat(JsonWriter.write(parsed.rest())).isEqualTo(rest.replace('\'', '"'));
    byte[] bytes = parsed.of(utf8);
    assertThat(bytes == null ? null : new String(bytes, UTF_8))
        .isEqualTo(part == null ? null : part.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'linux': {'seccomp': {}, 'seccomp': {}}}",
        "{'linux': {'seccomp': 5, 'seccomp': {}}}",
        "{'linux': {'seccomp': {}, 'seccomp': null}}"
      })
  void isThereOnce(String text) {
    byte[] utf8 = text.replace('\'', '"').getBytes(UTF_8);
    assertThatThrownBy(() -> JsonPart.parse(utf8, "linux", "seccomp"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("duplicate key seccomp");
  }

  @Test
  void anEscapedQuoteDoesNotEndAString() {
    byte[] utf8 = "{\"linux\": {\"seccomp\": {\"x\": \"}\\\\\\\"}\"}, \"a\": 1}}".getBytes(UTF_8);
    JsonPart parsed = JsonPart.parse(utf8, "linux", "seccomp");
    assertThat(JsonWriter.write(parsed.rest())).isEqualTo("{\"linux\":{\"a\":1}}");
  }

  @Test
  void aPartThatDoesNotEndIsAnError() {
    byte[] utf8 = "{\"linux\": {\"seccomp\": {\"a\": [}".getBytes(UTF_8);
    assertThatThrownBy(() -> JsonPart.parse(utf8, "linux", "seccomp"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("unexpected end");
  }
}
