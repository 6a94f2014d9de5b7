package dev.jaula.format;

import java.nio.charset.StandardCharsets;

/** Where in a template something went wrong, as Go's messages say it. */
record Place(String template) {

  FormatException error(Node.Operand at, String message) {
    String before = template.substring(0, at.at());
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    String inLine = before.substring(before.lastIndexOf('\n') + 1);
    return new FormatException(
        "template parsing error: template: :"
            + line
            + ":"
            + inLine.getBytes(StandardCharsets.UTF_8).length
            + ": executing \"\" at <"
            + at.shown()
            + ">: "
            + message);
  }
}
