package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlTest {
  @Test
  void tablesAndArraysOfTables() {
    String toml =
        """
        # a comment
        unqualified-search-registries = ["docker.io", 'quay.io',
          # inside
        ]
        short-name-mode="enforcing"   # behind
        [[registry]]
        prefix = "a.local/x"
        insecure = true
          [[registry.mirror]]
          location = "m1.local"
          [[registry.mirror]]
          location = "m2.local"
        [[registry]]
        location = "b.local"
        mirror = [{location = "m3", insecure = false}]
        [aliases]
        "deb.ian" = "x\\ty\\u00e9"
        [engine.deep]
        a.b = -1_000
        """;
    assertThat(JsonWriter.write(Toml.parse(toml, "t")))
        .isEqualTo(
            "{\"unqualified-search-registries\":[\"docker.io\",\"quay.io\"],"
                + "\"short-name-mode\":\"enforcing\",\"registry\":["
                + "{\"prefix\":\"a.local/x\",\"insecure\":true,"
                + "\"mirror\":[{\"location\":\"m1.local\"},{\"location\":\"m2.local\"}]},"
                + "{\"location\":\"b.local\",\"mirror\":[{\"location\":\"m3\",\"insecure\":false}]}],"
                + "\"aliases\":{\"deb.ian\":\"x\\ty\u00e9\"},\"engine\":{\"deep\":{\"a\":{\"b\":-1000}}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = |1: \"\" is no string",
        "a|1: = is expected",
        "a = 1 b|1: the line should end",
        "a = \"x|1: a string does not end",
        "a = \"\\q\"|1: \\q is no escape",
        "a = [1 2]|1: ] is expected",
        "[a|1: ] is expected",
        "a = 1.5|1: the line should end",
        "a = 2020-01-01|1: \"2020-01-01\" is no string",
        "= 1|1: a key is expected",
        "a = \"\"\"x\"\"\"|1: a string of many lines",
      })
  void whatIsWrongIsNamedWithItsLine(String toml, String message) {
    assertThatThrownBy(() -> Toml.parse("\n\n" + toml, "the file"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("the file, line " + message.replaceFirst("1", "3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = 1\na = 2", "a = 1\n[a]", "a = 1\n[[a]]", "[a]\nb = 1\n[a.b]"})
  void nothingIsGivenTwice(String toml) {
    assertThatThrownBy(() -> Toml.parse(toml, "t")).isInstanceOf(RegistryException.class);
  }

  @Test
  void nestingHasAnEnd() {
    String deep = "a = " + "[".repeat(100_000);
    assertThatThrownBy(() -> Toml.parse(deep, "t")).hasMessageContaining("nested too deep");
  }
}
