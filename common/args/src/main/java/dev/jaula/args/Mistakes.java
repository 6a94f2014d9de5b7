package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentences about what was mistyped: each names the command, the word, and the right one or
 * where to find it.
 */
final class Mistakes {
  private Mistakes() {}

  static UsageException unknownOption(Command command, String name) {
    String near = Nearest.of(name, longNames(command));
    String typed = "--" + name;
    return unknownOption(command, typed, near == null ? null : "--" + near);
  }

  static UsageException oneDash(Command command, String word) {
    return unknownOption(command, word, "-" + word);
  }

  static UsageException unknownLetter(Command command, String word, char letter) {
    int equals = word.indexOf('=');
    String name = word.substring(1, equals < 0 ? word.length() : equals);
    String near = name.length() < 3 ? null : Nearest.of(name, longNames(command));
    String typed = word.length() == 2 ? word : "-" + letter + " in " + word;
    String typedPt = word.length() == 2 ? word : "-" + letter + " em " + word;
    return unknown(command, typed, typedPt, near == null ? null : "--" + near);
  }

  private static UsageException unknownOption(
      Command command, String typed, @Nullable String meant) {
    return unknown(command, typed, typed, meant);
  }

  private static UsageException unknown(
      Command command, String typed, String typedPt, @Nullable String meant) {
    return new UsageException(
        command.path(),
        "unknown option " + typed + hint(command, meant),
        "opção desconhecida " + typedPt + hintPt(command, meant));
  }

  static UsageException unknownCommand(Command command, Subcommands all, String name) {
    String near = Nearest.of(name, all.names());
    return new UsageException(
        command.path(),
        "unknown command " + name + hint(command, near),
        "comando desconhecido " + name + hintPt(command, near),
        true);
  }

  static UsageException missingValue(Command command, Option option, String typed) {
    if (command.oneDash()) {
      String text = "flag needs an argument: " + typed + " " + option.valueName();
      return new UsageException(command.path(), text, text);
    }
    return new UsageException(
        command.path(),
        "option " + typed + " needs a value: " + typed + " " + option.valueName(),
        "a opção " + typed + " precisa de um valor: " + typed + " " + option.valueName());
  }

  static UsageException flagValue(Command command, String typed, String value) {
    return new UsageException(
        command.path(),
        "option " + typed + " is on or off, =true or =false, not " + value,
        "a opção " + typed + " se liga ou desliga, =true ou =false, e não " + value);
  }

  static UsageException notAChoice(Command command, String what, String value, List<String> words) {
    String near = Nearest.of(value, words);
    String all = joined(words);
    return new UsageException(
        command.path(),
        what + " may be " + all + ", not " + value + (near == null ? "" : hint(command, near)),
        what
            + " pode ser "
            + all
            + ", e não "
            + value
            + (near == null ? "" : hintPt(command, near)));
  }

  static UsageException missing(Command command, String operand) {
    String usage = command.usageLines().get(0);
    return new UsageException(
        command.path(),
        operand + " is missing; usage: " + usage,
        "falta " + operand + "; uso: " + usage);
  }

  static UsageException tooMany(Command command, String operand) {
    String usage = command.usageLines().get(0);
    return new UsageException(
        command.path(),
        operand + " is one operand too many; usage: " + usage,
        operand + " é um operando a mais; uso: " + usage);
  }

  private static String hint(Command command, @Nullable String meant) {
    return meant == null
        ? "; " + command.path() + " --help lists them"
        : "; did you mean " + meant + "?";
  }

  private static String hintPt(Command command, @Nullable String meant) {
    return meant == null
        ? "; " + command.path() + " --help mostra todos"
        : "; você quis dizer " + meant + "?";
  }

  private static String joined(List<String> words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      all.append(all.isEmpty() ? "" : ", ").append(word);
    }
    return all.toString();
  }

  private static List<String> longNames(Command command) {
    List<String> names = new ArrayList<>();
    for (OptionGroup group : command.groups()) {
      for (Option option : group.options()) {
        if (!option.hidden() && !option.name().isEmpty()) {
          names.add(option.name());
          names.addAll(option.aliases());
        }
      }
    }
    return names;
  }
}
