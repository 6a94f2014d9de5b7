package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;

/** Writes a command's help text for a terminal. */
public final class Help {
  /** The width to use where the terminal's is not known. */
  public static final int WIDTH = 80;

  /** Narrower terminals get lines of this width. */
  private static final int NARROWEST = 40;

  /** Names longer than this push their text to the next line. */
  private static final int WIDEST_NAME = 28;

  /** One line of a list: a name, and what to say about it. */
  private record Entry(String name, String text) {}

  private final StringBuilder out = new StringBuilder();
  private final Command command;
  private final Language language;
  private final int width;

  private Help(Command command, Language language, int width) {
    this.command = command;
    this.language = language;
    this.width = Math.max(NARROWEST, width);
  }

  /**
   * The help text: usage, description, options in their groups, subcommands, examples; it ends with
   * a line break.
   *
   * @param width the terminal's columns, or {@link #WIDTH}
   */
  public static String of(Command command, Language language, int width) {
    Help help = new Help(command, language, width);
    help.usage();
    help.description();
    help.subcommands();
    help.options();
    help.examples();
    return help.out.toString();
  }

  private void usage() {
    String label = language == Language.PT ? "Uso: " : "Usage: ";
    String next = language == Language.PT ? " ou: " : "   or: ";
    boolean first = true;
    for (String line : command.usageLines()) {
      out.append(first ? label : next);
      Paragraphs.wrap(out, line, label.length(), label.length() + 4, width);
      first = false;
    }
  }

  private void description() {
    out.append('\n');
    Paragraphs.all(out, command.summary().in(language) + ".", width);
    String more = command.description().in(language);
    if (!more.isEmpty()) {
      out.append('\n');
      Paragraphs.all(out, more, width);
    }
  }

  private void subcommands() {
    Subcommands below = command.subcommands();
    if (below == null) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    for (String name : below.names()) {
      Command one = below.find(name);
      if (one != null) {
        entries.add(new Entry("  " + name, one.summary().in(language)));
      }
    }
    list(language == Language.PT ? "Comandos" : "Commands", entries, column(entries));
  }

  private void options() {
    List<Entry> all = new ArrayList<>();
    for (OptionGroup group : command.groups()) {
      all.addAll(entries(group));
    }
    int column = column(all);
    for (OptionGroup group : command.groups()) {
      list(group.title().in(language), entries(group), column);
    }
  }

  private List<Entry> entries(OptionGroup group) {
    List<Entry> entries = new ArrayList<>();
    for (Option option : group.options()) {
      if (!option.hidden()) {
        entries.add(new Entry(name(option), option.help().in(language)));
      }
    }
    return entries;
  }

  private static String name(Option option) {
    StringBuilder name = new StringBuilder("  ");
    boolean letter = option.letter() != Option.NONE;
    name.append(letter ? "-" + option.letter() : "  ");
    if (!option.name().isEmpty()) {
      name.append(letter ? ", --" : "  --").append(option.name());
    }
    return name.append(option.valueShown()).toString();
  }

  private static int column(List<Entry> entries) {
    int column = 0;
    for (Entry entry : entries) {
      if (entry.name().length() <= WIDEST_NAME) {
        column = Math.max(column, entry.name().length() + 2);
      }
    }
    return Math.max(column, 10);
  }

  private void list(String title, List<Entry> entries, int wanted) {
    if (entries.isEmpty()) {
      return;
    }
    int column = width - wanted < 24 ? 8 : wanted;
    out.append('\n').append(title).append(":\n");
    for (Entry entry : entries) {
      out.append(entry.name());
      int at = entry.name().length();
      if (at + 2 > column) {
        out.append('\n');
        at = 0;
      }
      Paragraphs.spaces(out, column - at);
      Paragraphs.wrap(out, entry.text(), column, column, width);
    }
  }

  private void examples() {
    if (command.examples().isEmpty()) {
      return;
    }
    out.append(language == Language.PT ? "\nExemplos:\n" : "\nExamples:\n");
    for (Example example : command.examples()) {
      out.append("  ").append(example.command()).append('\n');
      Paragraphs.spaces(out, 6);
      Paragraphs.wrap(out, example.what().in(language), 6, 6, width);
    }
  }
}
