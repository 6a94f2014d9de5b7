package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what could stand where a person presses TAB. The scripts of {@link Shell} call it through
 * the program itself, so that they need not know any table.
 *
 * <p>The answer is lines. The first one says what the shell adds of its own: {@code words} for
 * nothing, {@code files}, {@code directories} or {@code program}, and after a space what of the
 * word typed does not belong to the file's name, such as {@code --env-file=}. Each further line is
 * a word, and after a tab what it means.
 */
public final class Completer {
  private final KnownNames names;
  private final Language language;
  private final StringBuilder out = new StringBuilder();
  private final Position position;

  private Completer(Position position, KnownNames names, Language language) {
    this.position = position;
    this.names = names;
    this.language = language;
  }

  /**
   * The answer for a command line.
   *
   * @param root the program's table
   * @param words the words after the program's name; the last one is being typed, and empty if it
   *     is not begun
   */
  public static String complete(
      Command root, List<String> words, KnownNames names, Language language) {
    String typed = words.isEmpty() ? "" : words.get(words.size() - 1);
    Position position = Position.after(root, words.subList(0, Math.max(0, words.size() - 1)));
    Completer completer = new Completer(position, names, language);
    completer.answer(root, typed);
    return completer.out.toString();
  }

  private void answer(Command root, String typed) {
    Option pending = position.pending();
    int equals = typed.indexOf('=');
    if (pending != null) {
      values(pending.values(), pending.valueName(), "", typed);
    } else if (!position.ended() && typed.startsWith("--") && equals > 0) {
      Option option = position.command().option(typed.substring(2, equals));
      String prefix = typed.substring(0, equals + 1);
      if (option != null) {
        values(option.values(), option.valueName(), prefix, typed);
      }
    } else if (!position.ended() && typed.startsWith("-")) {
      head("words", "");
      options(typed);
    } else if (position.command().subcommands() != null) {
      head("words", "");
      verbs(position.command(), typed);
    } else {
      operand(root, typed);
    }
  }

  private void head(String directive, String prefix) {
    out.append(directive);
    if (!prefix.isEmpty()) {
      out.append(' ').append(prefix);
    }
    out.append('\n');
  }

  private void options(String typed) {
    for (OptionGroup group : position.command().groups()) {
      for (Option option : group.options()) {
        boolean again = option.arity() == Arity.LIST || !position.given().contains(option.key());
        if (!option.hidden() && again) {
          offer(option.typed(), typed, option.help().in(language));
        }
      }
    }
  }

  private void verbs(Command command, String typed) {
    Subcommands below = command.subcommands();
    if (below == null) {
      return;
    }
    for (String name : below.names()) {
      Command one = below.find(name);
      offer(name, typed, one == null ? "" : one.summary().in(language));
    }
  }

  private void operand(Command root, String typed) {
    Operand operand = position.operand();
    if (operand == null) {
      head("words", "");
    } else if (operand.values().kind() == ValueKind.VERB) {
      head("words", "");
      verbs(Position.after(root, position.operands()).command(), typed);
    } else if (operand.values().kind() == ValueKind.PROGRAM && position.programChosen()) {
      head("files", "");
    } else {
      values(operand.values(), operand.name(), "", typed);
    }
  }

  private void values(Values values, String valueName, String prefix, String typed) {
    switch (values.kind()) {
      case FILE -> head("files", prefix);
      case DIRECTORY -> head("directories", prefix);
      case PROGRAM -> head("program", prefix);
      default -> head("words", "");
    }
    for (String word : values.words()) {
      offer(prefix + word, typed, "");
    }
    String before = prefix;
    if (valueName.equals("CONTROLLERS:PATH")) {
      int colon = typed.indexOf(':');
      if (colon < 0) {
        return;
      }
      before = typed.substring(0, colon + 1);
    }
    String after = valueName.equals("KEY=VALUE") ? "=" : "";
    for (String name : names.of(values.kind())) {
      offer(before + name + after, typed, "");
    }
  }

  private void offer(String word, String typed, String meaning) {
    if (!word.startsWith(typed)) {
      return;
    }
    out.append(word);
    if (!meaning.isEmpty()) {
      out.append('\t').append(meaning);
    }
    out.append('\n');
  }

  /** Where the word being typed stands. */
  private record Position(
      Command command,
      @Nullable Option pending,
      boolean ended,
      List<String> given,
      List<String> operands) {

    static Position after(Command root, List<String> words) {
      Walk walk = new Walk(root);
      for (String word : words) {
        walk.step(word);
      }
      return new Position(walk.command, walk.pending, walk.ended, walk.given, walk.operands);
    }

    /** The rule for the next operand; null if there may be none. */
    @Nullable Operand operand() {
      List<Operand> rules = command.operands();
      int index = operands.size();
      if (index < rules.size()) {
        return rules.get(index);
      }
      Operand last = rules.isEmpty() ? null : rules.get(rules.size() - 1);
      return last != null && last.repeated() ? last : null;
    }

    /** Whether the words for the program to run have begun. */
    boolean programChosen() {
      return operands.size() >= command.operands().size();
    }
  }

  /** Follows the words as the parser does, but takes mistakes lightly. */
  private static final class Walk {
    private Command command;
    private @Nullable Option pending;
    private boolean ended;
    private final List<String> given = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();

    Walk(Command root) {
      command = root;
    }

    void step(String word) {
      if (pending != null) {
        pending = null;
      } else if (!ended && word.equals("--")) {
        ended = true;
      } else if (!ended && word.length() > 1 && word.charAt(0) == '-') {
        option(word);
      } else {
        operand(word);
      }
    }

    private void operand(String word) {
      Subcommands below = command.subcommands();
      Command found = below == null ? null : below.find(word);
      if (found != null) {
        command = found;
      } else if (!(ended && word.equals("--"))) {
        operands.add(word);
        ended |= command.optionsFirst();
      }
    }

    private void option(String word) {
      if (!word.startsWith("--")) {
        letters(word);
        return;
      }
      int equals = word.indexOf('=');
      Option option = command.option(word.substring(2, equals < 0 ? word.length() : equals));
      if (option != null) {
        given.add(option.key());
        pending = option.needsValue() && equals < 0 ? option : null;
      }
    }

    private void letters(String word) {
      for (int i = 1; i < word.length(); i++) {
        Option option = command.option(word.charAt(i));
        if (option == null) {
          return;
        }
        given.add(option.key());
        if (option.needsValue()) {
          pending = i == word.length() - 1 ? option : null;
          return;
        }
      }
    }
  }
}
