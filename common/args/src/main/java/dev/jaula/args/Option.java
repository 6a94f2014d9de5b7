package dev.jaula.args;

import java.util.List;

/**
 * One option of a command.
 *
 * @param name the long name, without dashes; empty if there is none
 * @param letter the short name, or 0 if there is none
 * @param arity whether and how it takes a value
 * @param valueName what the value is called in help texts, such as SIZE; empty for a flag
 * @param help what it does, one or two sentences without a final full stop
 * @param values which values it may have
 * @param aliases further long names, understood but shown only in the man page
 * @param hidden whether help, man page and completion keep silent about it
 */
public record Option(
    String name,
    char letter,
    Arity arity,
    String valueName,
    Text help,
    Values values,
    List<String> aliases,
    boolean hidden) {
  /** The letter of an option that has none. */
  public static final char NONE = 0;

  /** An option without a value. */
  public static Option flag(String name, char letter, String en, String pt) {
    return make(name, letter, Arity.FLAG, "", en, pt);
  }

  /** An option with a value, of which the last one given counts. */
  public static Option value(String name, char letter, String valueName, String en, String pt) {
    return make(name, letter, Arity.VALUE, valueName, en, pt);
  }

  /** An option with a value, that may be given many times. */
  public static Option list(String name, char letter, String valueName, String en, String pt) {
    return make(name, letter, Arity.LIST, valueName, en, pt);
  }

  /** An option that may have a value after {@code =}. */
  public static Option optional(String name, char letter, String valueName, String en, String pt) {
    return make(name, letter, Arity.OPTIONAL, valueName, en, pt);
  }

  private static Option make(
      String name, char letter, Arity arity, String valueName, String en, String pt) {
    return new Option(
        name, letter, arity, valueName, new Text(en, pt), Values.ANY, List.of(), false);
  }

  /** This option, its value naming something of that kind. */
  public Option of(ValueKind kind) {
    return with(new Values(kind, values.words(), values.closed()));
  }

  /** This option, its value one of these words and no other. */
  public Option choices(String... words) {
    return with(new Values(values.kind(), List.of(words), true));
  }

  /** This option, its value possibly one of these words. */
  public Option suggests(String... words) {
    return with(new Values(values.kind(), List.of(words), false));
  }

  /** This option under further long names. */
  public Option alias(String... names) {
    return new Option(name, letter, arity, valueName, help, values, List.of(names), hidden);
  }

  /** This option, not shown to anyone. */
  public Option hide() {
    return new Option(name, letter, arity, valueName, help, values, aliases, true);
  }

  private Option with(Values other) {
    return new Option(name, letter, arity, valueName, help, other, aliases, hidden);
  }

  /** Whether a word must follow it, or be joined to it. */
  boolean needsValue() {
    return arity == Arity.VALUE || arity == Arity.LIST;
  }

  /**
   * The key under which its values are found: the long name, or the letter if there is no long
   * name.
   */
  public String key() {
    return name.isEmpty() ? String.valueOf(letter) : name;
  }

  /** How it is typed: {@code --name}, or {@code -n} if there is no long name. */
  public String typed() {
    return name.isEmpty() ? "-" + letter : "--" + name;
  }

  /**
   * The name of its value as help texts show it after the option: {@code " SIZE"}, {@code
   * "[=FORMAT]"}, or nothing.
   */
  String valueShown() {
    return switch (arity) {
      case FLAG -> "";
      case VALUE, LIST -> " " + valueName;
      case OPTIONAL -> "[=" + valueName + "]";
    };
  }
}
