package dev.jaula.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tables, patterns and sizes as Go's text/tabwriter, path and fmt made them. */
final class TablesTest {
  private final JsonValue known = known();

  private static JsonValue known() {
    try (InputStream in = TablesTest.class.getResourceAsStream("go-tables.json")) {
      return JsonParser.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<List<String>> cases(String name) {
    List<List<String>> cases = new ArrayList<>();
    for (JsonValue one : Objects.requireNonNull(known.get(name)).array()) {
      cases.add(one.array().stream().map(JsonValue::string).toList());
    }
    assertThat(cases).hasSizeGreaterThan(10);
    return cases;
  }

  @Test
  void columns() {
    for (List<String> one : cases("tables")) {
      assertThat(TabWriter.align(one.get(0))).as(one.get(0)).isEqualTo(one.get(1));
    }
  }

  @Test
  void sizes() {
    for (List<String> one : cases("sizes")) {
      long size = Long.parseLong(one.get(0));
      assertThat(List.of(Sizes.human(size), Sizes.precise(size), Sizes.binary(size)))
          .isEqualTo(one.subList(1, 4));
    }
  }

  @Test
  void patterns() {
    for (List<String> one : cases("globs")) {
      assertThat(match(one.get(0), one.get(1))).as("%s", one).isEqualTo(one.get(2));
    }
  }

  private static String match(String pattern, String text) {
    try {
      return Boolean.toString(Glob.matches(pattern, text));
    } catch (FormatException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private final Listing images =
      new Listing(
          "table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.Size}}",
          Map.of("Repository", "REPOSITORY", "Tag", "TAG", "ID", "IMAGE ID", "Size", "SIZE"),
          "*formatter.imageContext");
  private final List<JsonValue.Obj> rows =
      List.of(
          row("debian", "stable", "aaa", "117MB"), row("a/rather/long/name", "v1", "bbb", "7.8kB"));

  private static JsonValue.Obj row(String repository, String tag, String id, String size) {
    return new JsonValue.Obj()
        .put("Repository", repository)
        .put("Tag", tag)
        .put("ID", id)
        .put("Size", size);
  }

  @Test
  void tables() {
    String expected =
        """
        REPOSITORY           TAG       IMAGE ID   SIZE
        debian               stable    aaa        117MB
        a/rather/long/name   v1        bbb        7.8kB
        """;
    assertThat(images.print("", rows)).isEqualTo(expected);
    assertThat(images.print("table", rows)).isEqualTo(expected);
    assertThat(images.print("table {{.ID}}\\t{{upper .Tag}}", rows))
        .isEqualTo("IMAGE ID   TAG\naaa        STABLE\nbbb        V1\n");
    assertThat(images.print("table {{.ID}}", List.of())).isEqualTo("IMAGE ID\n");
  }

  @Test
  void otherFormats() {
    assertThat(images.print("{{.Repository}}:{{.Tag}}", rows))
        .isEqualTo("debian:stable\na/rather/long/name:v1\n");
    assertThat(images.print("json", rows.subList(0, 1)))
        .isEqualTo(
            "{\"ID\":\"aaa\",\"Repository\":\"debian\",\"Size\":\"117MB\",\"Tag\":\"stable\"}\n");
    assertThat(images.print("{{.ID}}", List.of())).isEmpty();
    assertThat(Listing.column("ID", rows)).isEqualTo("aaa\nbbb\n");
  }

  @Test
  void wrongFormats() {
    assertThatThrownBy(() -> images.print("{{.Name}}", rows))
        .hasMessage(
            "template parsing error: template: :1:2: executing \"\" at <.Name>: can't evaluate"
                + " field Name in type *formatter.imageContext");
    assertThatThrownBy(() -> images.print("{{.ID", rows))
        .hasMessage("template parsing error: template: :1: unclosed action");
  }

  @Test
  void inspection() {
    List<JsonValue> things =
        List.of(new JsonValue.Obj().put("Id", "x").put("None", new JsonValue.Arr()));
    assertThat(Inspection.print("", things))
        .isEqualTo("[\n    {\n        \"Id\": \"x\",\n        \"None\": []\n    }\n]\n");
    assertThat(Inspection.print("json", things)).isEqualTo("[{\"Id\":\"x\",\"None\":[]}]\n");
    assertThat(Inspection.print("{{.Id}}", things)).isEqualTo("x\n");
    assertThatThrownBy(() -> Inspection.print("{{.Zz}}", things))
        .hasMessageEndingWith("map has no entry for key \"Zz\"");
  }
}
