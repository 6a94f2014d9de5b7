package dev.jaula.cli;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;

/** Options that many commands share. */
final class CommonOptions {
  private CommonOptions() {}

  /** The options that every command has. */
  static OptionGroup general() {
    return OptionGroup.of("General", "Gerais", help(), lang());
  }

  static Option help() {
    return Option.flag("help", Option.NONE, "Show this help", "Mostra esta ajuda");
  }

  static Option lang() {
    return Option.value(
            "lang",
            Option.NONE,
            "LANGUAGE",
            "Language of all messages: en or pt (default: as LANG says)",
            "Idioma das mensagens: en ou pt (padrão: o de LANG)")
        .choices("en", "pt");
  }

  static Option quiet() {
    return Option.flag(
        "quiet",
        'q',
        "Print no notes and warnings, only errors",
        "Não imprime notas nem avisos, só erros");
  }

  static Option explain() {
    return Option.optional(
            "explain",
            Option.NONE,
            "FORMAT",
            "Print each step as it is performed: what, why, and the shell command for it; =json prints"
                + " the plan as data",
            "Mostra cada passo enquanto é executado: o quê, por quê e o comando de shell equivalente;"
                + " =json mostra o plano como dados")
        .choices("text", "json");
  }

  static Option dryRun() {
    return Option.flag(
        "dry-run",
        Option.NONE,
        "Print the plan as --explain does, but perform nothing",
        "Mostra o plano como --explain, mas não executa nada");
  }

  static Option profile() {
    return Option.flag(
        "profile",
        Option.NONE,
        "Print the microseconds that each step took, and the kernel's share",
        "Mostra os microssegundos de cada passo e a parte do kernel");
  }

  /** {@code --format}, as text or JSON. */
  static Option format() {
    return Option.value(
            "format",
            Option.NONE,
            "FORMAT",
            "How to print: text (default) or json",
            "Como imprimir: text (padrão) ou json")
        .choices("text", "json");
  }

  /** What run and exec show of their work. */
  static OptionGroup insight() {
    return OptionGroup.of(
        "Explanation", "Explicação", explain(), dryRun(), profile(), quiet(), lang(), help());
  }
}
