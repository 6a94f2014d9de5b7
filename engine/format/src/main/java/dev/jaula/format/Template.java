package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.List;

/**
 * A template as Go's text/template reads it, with Docker's functions: fields, variables, {@code
 * if}, {@code with}, {@code range}, {@code break}, {@code continue}, pipelines and trimming. Nested
 * templates ({@code define}, {@code template}, {@code block}) are refused.
 */
public final class Template {
  private final String text;
  private final List<Node> nodes;

  private Template(String text, List<Node> nodes) {
    this.text = text;
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws FormatException in Docker's and Go's words: {@code template parsing error: template:
   *     :1: unclosed action}
   */
  public static Template parse(String text) {
    return new Template(text, Parser.parse(text));
  }

  /**
   * Fills it.
   *
   * @throws FormatException when it does not fit the data
   */
  public String execute(JsonValue data, Rules rules) {
    StringBuilder out = new StringBuilder();
    new Walker(text, data, rules, out).walk(nodes, data);
    return out.toString();
  }
}
