package dev.jaula.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Templates that Go's text/template 1.19 was given, with what it answered. */
final class TemplateTest {
  private final JsonValue data = resource("go-data.json");

  @Test
  void answersAsGoDoes() {
    List<String> differences = new ArrayList<>();
    List<JsonValue> cases = resource("go-templates.json").array();
    for (JsonValue known : cases) {
      String expected = expected(known);
      String actual = answer(known);
      if (!actual.equals(expected)) {
        differences.add(known.get("template") + "\n  Go:   " + expected + "\n  here: " + actual);
      }
    }
    assertThat(cases).hasSizeGreaterThan(300);
    assertThat(String.join("\n", differences)).isEmpty();
  }

  private static String expected(JsonValue known) {
    JsonValue output = known.get("output");
    return output != null
        ? output.string()
        : "ERROR template parsing error: " + text(known, "error");
  }

  private String answer(JsonValue known) {
    Rules rules = known.get("strict") == null ? Rules.LENIENT : Rules.STRICT;
    try {
      return Template.parse(text(known, "template")).execute(data, rules);
    } catch (FormatException e) {
      return "ERROR " + e.getMessage();
    }
  }

  private static String text(JsonValue known, String member) {
    return Objects.requireNonNull(known.get(member)).string();
  }

  private static JsonValue resource(String name) {
    try (InputStream in = TemplateTest.class.getResourceAsStream(name)) {
      return JsonParser.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRecordKnowsItsFields() {
    Template template = Template.parse("{{.Nome}}");
    assertThatThrownBy(() -> template.execute(data, Rules.struct("*formatter.imageContext")))
        .hasMessage(
            "template parsing error: template: :1:2: executing \"\" at <.Nome>: can't evaluate field"
                + " Nome in type *formatter.imageContext");
  }

  @Test
  void fieldsOfMembersOfARecordAreFree() {
    Template template = Template.parse("{{.Config.Nome}}");
    assertThat(template.execute(data, Rules.struct("T"))).isEqualTo("<no value>");
  }

  @Test
  void nestedTemplatesAreRefused() {
    assertThatThrownBy(() -> Template.parse("{{define \"x\"}}{{end}}"))
        .hasMessage("template parsing error: template: :1: {{define}} is not supported");
  }

  @Test
  void deepTemplatesAreRefused() {
    assertThatThrownBy(() -> Template.parse("{{" + "(".repeat(100_000)))
        .hasMessageEndingWith("nested too deep");
    assertThatThrownBy(() -> Template.parse("{{if true}}".repeat(100_000)))
        .hasMessageEndingWith("nested too deep");
  }

  @Test
  void jsonKeepsTheOrderOfMembers() {
    JsonValue ordered = new JsonValue.Obj().put("b", 1).put("a", 2);
    assertThat(Template.parse("{{json .}}").execute(ordered, Rules.LENIENT))
        .isEqualTo("{\"b\":1,\"a\":2}");
  }
}
