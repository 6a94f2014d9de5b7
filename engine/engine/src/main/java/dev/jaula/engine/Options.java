package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.CommandBuilder;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.Text;
import dev.jaula.args.ValueKind;
import dev.jaula.handover.EngineVerbs;
import org.jspecify.annotations.Nullable;

/** Options that several verbs share, with Docker's names. */
final class Options {
  private Options() {}

  /** Begins the table of a verb, whose summary the native program's help shows too. */
  static CommandBuilder verb(String verb) {
    return named(verb, verb);
  }

  /** The same for a verb with a second name, as {@code image ls} is {@code images}. */
  static CommandBuilder named(String path, String verb) {
    @Nullable Text summary = EngineVerbs.summary(verb);
    if (summary == null) {
      throw new IllegalStateException(verb);
    }
    return begin(path, summary.en(), summary.pt());
  }

  static CommandBuilder begin(String path, String en, String pt) {
    return Command.of("jaula " + path, en, pt);
  }

  static OptionGroup general() {
    return OptionGroup.of(
        "General",
        "Gerais",
        Option.flag("help", Option.NONE, "Show this help", "Mostra esta ajuda"),
        Option.value(
                "lang",
                Option.NONE,
                "LANGUAGE",
                "Language of the help: en or pt (default: as LANG says)",
                "Idioma da ajuda: en ou pt (padrão: o de LANG)")
            .choices("en", "pt"));
  }

  static Option quiet(String en, String pt) {
    return Option.flag("quiet", 'q', en, pt);
  }

  static Option format() {
    return Option.value(
            "format",
            Option.NONE,
            "FORMAT",
            "How to print: table, table TEMPLATE, json, or a Go template such as '{{.ID}}'",
            "Como imprimir: table, table MODELO, json ou um modelo Go como '{{.ID}}'")
        .suggests("json", "table");
  }

  static Option platform(String en, String pt) {
    return Option.value("platform", Option.NONE, "OS/ARCH", en, pt);
  }

  static Option progress() {
    return Option.value(
            "progress",
            Option.NONE,
            "FORM",
            "How to tell of progress: auto (default), tty, plain, json or none",
            "Como mostrar o progresso: auto (padrão), tty, plain, json ou none")
        .choices("auto", "tty", "plain", "json", "none");
  }

  static Option noTruncation() {
    return Option.flag("no-trunc", Option.NONE, "Shorten no column", "Não encurta nenhuma coluna");
  }

  static Operand image() {
    return Operand.required("IMAGE", ValueKind.PLAIN);
  }

  static Operand images() {
    return Operand.some("IMAGE", ValueKind.PLAIN);
  }
}
