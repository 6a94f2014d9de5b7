package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Language;
import dev.jaula.args.Text;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of the program: the machine, the environment, the language, and where to print. */
final class Session {
  private final Machine machine;
  private Language language;
  private @Nullable Folders folders;

  Session(Machine machine) {
    this.machine = machine;
    this.language = Language.of(locale());
  }

  private @Nullable String locale() {
    for (String name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
      String value = variable(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** {@code --lang} beats the environment. */
  void speak(Arguments arguments) {
    String lang = arguments.value("lang");
    if (lang != null) {
      language = Language.of(lang);
    }
  }

  Machine machine() {
    return machine;
  }

  Language language() {
    return language;
  }

  /** The environment, each {@code NAME=VALUE}. */
  List<String> environment() {
    return machine.kernel().environment();
  }

  /** A variable of the environment, or null. */
  @Nullable String variable(String name) {
    return machine.kernel().variable(name);
  }

  Folders folders() {
    if (folders == null) {
      folders = Folders.of(this);
    }
    return folders;
  }

  void out(String text) {
    machine.files().print(1, text);
  }

  void outLine(String text) {
    out(text + "\n");
  }

  /** A line on standard error, marked as ours. */
  void note(String text) {
    machine.files().print(2, "jaula: " + text + "\n");
  }

  /** A note that {@code --quiet} leaves out: all went well, but not quite as it was typed. */
  void warn(Arguments arguments, String text) {
    if (!arguments.is("quiet")) {
      note(text);
    }
  }

  void errorText(String text) {
    machine.files().print(2, text);
  }

  /** Whether a descriptor is a terminal that may show colours (https://no-color.org). */
  boolean isColored(int descriptor) {
    String no = variable("NO_COLOR");
    return (no == null || no.isEmpty())
        && !"dumb".equals(variable("TERM"))
        && machine.terminals().isTerminal(descriptor);
  }

  String say(Text text) {
    return text.in(language);
  }

  String say(String en, String pt) {
    return language == Language.PT ? pt : en;
  }
}
