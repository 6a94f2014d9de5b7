package dev.jaula.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small program's tables, with one of each kind of option, operand and subcommand. */
final class Zoo implements Subcommands {
  static Command root() {
    return Command.of("zoo", "Keep animals", "Cuida de animais")
        .subcommands(new Zoo())
        .options("General", "Gerais", help(), lang())
        .build();
  }

  @Override
  public List<String> names() {
    return List.of("keep", "feed", "list", "help");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "keep" -> keep();
      case "feed" -> feed();
      case "list", "ls" -> Command.of("zoo list", "List animals", "Lista animais").build();
      case "help" ->
          Command.of("zoo help", "Show help", "Mostra ajuda")
              .operands(Operand.any("COMMAND", ValueKind.VERB))
              .build();
      default -> null;
    };
  }

  static Command keep() {
    return Command.of("zoo keep", "Run a program in a cage", "Executa um programa em uma jaula")
        .description(
            "The cage is locked.\n\n.dots and 'quotes' \\ stay as they are.",
            "A jaula fica trancada.\n\n.pontos e 'aspas' \\ ficam como são.")
        .usage("[OPTIONS] ROOT [--] PROGRAM [ARG...]")
        .operands(
            Operand.required("ROOT", ValueKind.FILE).suggests("host"),
            Operand.any("PROGRAM", ValueKind.PROGRAM))
        .optionsFirst()
        .options("Terminal", "Terminal", flags())
        .options("Limits", "Limites", limits())
        .options("General", "Gerais", help(), lang())
        .example("zoo keep -m 48M host sh", "A small cage", "Uma jaula pequena")
        .build();
  }

  private static Option[] flags() {
    return new Option[] {
      Option.flag("interactive", 'i', "Listen", "Escuta"),
      Option.flag("tty", 't', "Give a terminal", "Dá um terminal"),
      Option.value("workdir", 'w', "DIR", "Begin here", "Começa aqui").of(ValueKind.DIRECTORY),
      Option.list("env", 'e', "NAME[=VALUE]", "Set a variable", "Define uma variável"),
      Option.list("env-file", Option.NONE, "FILE", "Read variables", "Lê variáveis")
          .of(ValueKind.FILE),
      Option.flag("secret", Option.NONE, "Hidden", "Escondida").hide(),
    };
  }

  private static Option[] limits() {
    return new Option[] {
      Option.value(
          "memory",
          'm',
          "SIZE",
          "Most memory that all animals of the cage together may use before the kernel is angry",
          "Máximo de memória que todos os animais da jaula podem usar antes que o kernel se zangue"),
      Option.value("network", Option.NONE, "NETWORK", "Which network", "Qual rede")
          .suggests("none", "host", "cage:")
          .alias("net"),
      Option.optional("explain", Option.NONE, "FORMAT", "Tell", "Conta").choices("text", "json"),
      Option.value("a-name-too-long-for-the-column", Option.NONE, "N", "Long", "Longa"),
      Option.list("", 'r', "KEY=VALUE", "Key", "Chave").of(ValueKind.CGROUP_KEY),
    };
  }

  private static Command feed() {
    return Command.of("zoo feed", "Feed animals", "Alimenta animais")
        .operands(
            Operand.required("FOOD", ValueKind.PLAIN).choices("hay", "meat"),
            Operand.some("ANIMAL", ValueKind.CONTAINER))
        .options(
            "Options",
            "Opções",
            Option.value("signal", 's', "SIGNAL", "Sound", "Som").of(ValueKind.SIGNAL))
        .options("General", "Gerais", help(), lang())
        .build();
  }

  static Option help() {
    return Option.flag("help", Option.NONE, "Show this help", "Mostra esta ajuda");
  }

  static Option lang() {
    return Option.value("lang", Option.NONE, "LANGUAGE", "Language", "Idioma").choices("en", "pt");
  }

  /** What the tests take for the names on this machine. */
  static List<String> known(ValueKind kind) {
    return switch (kind) {
      case CONTAINER -> List.of("mazoni", "mona", "a:b");
      case SIGNAL -> List.of("TERM", "KILL", "HUP");
      case CGROUP_KEY -> List.of("cpu.max", "memory.max", "memory.peak");
      default -> List.of();
    };
  }

  /** The program itself, for the shells of {@link ShellTest}. */
  public static void main(String[] args) {
    List<String> words = List.of(args);
    if (words.size() > 1 && words.get(0).equals("__complete")) {
      List<String> typed = words.subList(1, words.size());
      System.out.print(Completer.complete(root(), typed, Zoo::known, Language.EN));
    }
  }
}
