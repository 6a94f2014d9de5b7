package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was typed, understood by a table. Options are asked for by their long name (by their letter
 * if they have none).
 */
public final class Arguments {

  /**
   * One option as it was given.
   *
   * @param option the option
   * @param value its value; "true" or "false" for a flag, "" for an optional value that is not
   *     there
   */
  public record Given(Option option, String value) {}

  private final Command command;
  private final List<Given> options;
  private final List<String> operands;

  Arguments(Command command, List<Given> options, List<String> operands) {
    this.command = command;
    this.options = options;
    this.operands = operands;
  }

  /** The command that was called: the last one, if there were subcommands. */
  public Command command() {
    return command;
  }

  /** All options in the order given, those before a subcommand included. */
  public List<Given> options() {
    return options;
  }

  /** Whether the option was given at all, even as {@code --name=false}. */
  public boolean has(String name) {
    return value(name) != null;
  }

  /** Whether the flag is on. */
  public boolean is(String name) {
    return is(name, false);
  }

  /** Whether the flag is on; what to answer if it was not given is up to the caller. */
  public boolean is(String name, boolean otherwise) {
    String value = value(name);
    return value == null ? otherwise : value.equals("true");
  }

  /**
   * The last value given, or null if the option was not given; "" if it was, without its optional
   * value.
   */
  public @Nullable String value(String name) {
    for (int i = options.size() - 1; i >= 0; i--) {
      if (options.get(i).option().key().equals(name)) {
        return options.get(i).value();
      }
    }
    return null;
  }

  /** The last value given, or the other one. */
  public String value(String name, String otherwise) {
    String value = value(name);
    return value == null ? otherwise : value;
  }

  /** All values given, in order. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (Given given : options) {
      if (given.option().key().equals(name)) {
        values.add(given.value());
      }
    }
    return values;
  }

  /** The operands in order; a {@code --} that ended the options is not among them. */
  public List<String> operands() {
    return operands;
  }

  /** The operand at that place, counted from 0, or null. */
  public @Nullable String operand(int index) {
    return index < operands.size() ? operands.get(index) : null;
  }

  /**
   * The operands from that place on, without one {@code --} that stands first: the program and its
   * arguments in {@code run ROOT [--] COMMAND [ARG...]} are {@code rest(1)}.
   */
  public List<String> rest(int from) {
    int begin = Math.min(from, operands.size());
    if (begin < operands.size() && operands.get(begin).equals("--")) {
      begin++;
    }
    return operands.subList(begin, operands.size());
  }
}
