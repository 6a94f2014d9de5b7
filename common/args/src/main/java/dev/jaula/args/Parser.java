package dev.jaula.args;

import dev.jaula.args.Arguments.Given;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line by a table, with the customs of getopt_long(3) and of Docker: {@code --name
 * value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, {@code -n=value}, clusters such
 * as {@code -itw /tmp}, and {@code --} to end the options.
 */
public final class Parser {
  private final List<String> words;
  private final List<Given> options = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private Command command;
  private int next;

  private Parser(Command command, List<String> words) {
    this.command = command;
    this.words = words;
  }

  /**
   * Understands the words that follow the command's own name.
   *
   * <p>With {@code --help} among the options, operands are not counted, and a subcommand may be
   * missing.
   *
   * @throws UsageException if they are not understood
   */
  public static Arguments parse(Command command, List<String> words) {
    Parser parser = new Parser(command, words);
    parser.readAll();
    Arguments arguments = new Arguments(parser.command, parser.options, parser.operands);
    if (!arguments.is("help")) {
      OperandRules.check(arguments);
    }
    return arguments;
  }

  private void readAll() {
    while (next < words.size()) {
      String word = words.get(next++);
      if (word.equals("--")) {
        takeRest();
      } else if (word.startsWith("--")) {
        longOption(word, 2);
      } else if (command.oneDash() && word.length() > 2 && word.charAt(0) == '-') {
        longOption(word, 1);
      } else if (word.length() > 1 && word.charAt(0) == '-') {
        letters(word);
      } else if (command.subcommands() != null) {
        command = subcommand(command.subcommands(), word);
      } else {
        operands.add(word);
        if (command.optionsFirst()) {
          takeRest();
        }
      }
    }
  }

  private void takeRest() {
    while (next < words.size()) {
      operands.add(words.get(next++));
    }
  }

  private Command subcommand(Subcommands all, String name) {
    Command found = all.find(name);
    if (found == null) {
      throw Mistakes.unknownCommand(command, all, name);
    }
    return found;
  }

  private void longOption(String word, int dashes) {
    int equals = word.indexOf('=');
    String name = word.substring(dashes, equals < 0 ? word.length() : equals);
    if (dashes == 1 && name.length() == 1) {
      letters(word);
      return;
    }
    Option option = name.isEmpty() ? null : command.option(name);
    if (option == null) {
      throw Mistakes.unknownOption(command, name);
    }
    give(option, "--" + name, equals < 0 ? null : word.substring(equals + 1));
  }

  private void letters(String word) {
    if (command.option(word.substring(1)) != null) {
      throw Mistakes.oneDash(command, word);
    }
    for (int i = 1; i < word.length(); i++) {
      Option option = command.option(word.charAt(i));
      if (option == null) {
        throw Mistakes.unknownLetter(command, word, word.charAt(i));
      }
      String typed = "-" + word.charAt(i);
      boolean equals = i + 1 < word.length() && word.charAt(i + 1) == '=';
      boolean joined = equals || (option.needsValue() && i + 1 < word.length());
      if (joined) {
        give(option, typed, word.substring(equals ? i + 2 : i + 1));
        return;
      }
      give(option, typed, null);
    }
  }

  private void give(Option option, String typed, @Nullable String joined) {
    String value = joined;
    if (option.needsValue() && value == null) {
      if (next == words.size()) {
        throw Mistakes.missingValue(command, option, typed);
      }
      value = words.get(next++);
    }
    if (option.arity() == Arity.FLAG) {
      value = onOrOff(typed, value == null ? "true" : value);
    } else if (value != null && option.values().closed()) {
      OperandRules.checkChoice(command, typed, value, option.values().words());
    }
    options.add(new Given(option, value == null ? "" : value));
  }

  /** The words that Docker takes for true and false. */
  private String onOrOff(String typed, String value) {
    return switch (value) {
      case "true", "True", "TRUE", "t", "T", "1" -> "true";
      case "false", "False", "FALSE", "f", "F", "0" -> "false";
      default -> throw Mistakes.flagValue(command, typed, value);
    };
  }
}
