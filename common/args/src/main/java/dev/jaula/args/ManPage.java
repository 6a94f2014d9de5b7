package dev.jaula.args;

/** Writes a command's manual page, in the roff macros of man(7). */
public final class ManPage {
  private final StringBuilder out = new StringBuilder();
  private final Command command;
  private final Language language;

  private ManPage(Command command, Language language) {
    this.command = command;
    this.language = language;
  }

  /** The page's name without its section: {@code jaula-cgroup-set}. */
  public static String name(Command command) {
    return command.path().replace(' ', '-');
  }

  /**
   * The page, in UTF-8 as man-db and mandoc read it.
   *
   * @param source the program and its version, for the foot of the page
   */
  public static String of(Command command, Language language, String source) {
    ManPage page = new ManPage(command, language);
    page.head(source);
    page.synopsis();
    page.description();
    page.subcommands();
    page.options();
    page.examples();
    page.seeAlso();
    return page.out.toString();
  }

  private String say(String en, String pt) {
    return language == Language.PT ? pt : en;
  }

  private void head(String source) {
    out.append(".TH \"").append(upper(name(command))).append("\" 1 \"\" \"");
    out.append(Roff.escape(source)).append("\" \"").append(say("User commands", "Comandos"));
    out.append("\"\n");
    section(say("NAME", "NOME"));
    line(name(command) + " - " + command.summary().in(language));
  }

  private void synopsis() {
    section(say("SYNOPSIS", "SINOPSE"));
    boolean first = true;
    for (String usage : command.usageLines()) {
      out.append(first ? "" : ".br\n");
      String path = command.path();
      out.append("\\fB").append(Roff.escape(path)).append("\\fR");
      out.append(Roff.escape(usage.substring(path.length()))).append('\n');
      first = false;
    }
  }

  private void description() {
    String text = command.description().in(language);
    section(say("DESCRIPTION", "DESCRIÇÃO"));
    Roff.paragraphs(out, text.isEmpty() ? command.summary().in(language) + "." : text);
  }

  private void subcommands() {
    Subcommands below = command.subcommands();
    if (below == null) {
      return;
    }
    section(say("COMMANDS", "COMANDOS"));
    for (String name : below.names()) {
      Command one = below.find(name);
      if (one != null) {
        out.append(".TP\n\\fB").append(Roff.escape(name)).append("\\fR\n");
        line(one.summary().in(language));
      }
    }
  }

  private void options() {
    if (command.groups().isEmpty()) {
      return;
    }
    section(say("OPTIONS", "OPÇÕES"));
    for (OptionGroup group : command.groups()) {
      out.append(".SS \"").append(Roff.quoted(group.title().in(language))).append("\"\n");
      for (Option option : group.options()) {
        if (!option.hidden()) {
          option(option);
        }
      }
    }
  }

  private void option(Option option) {
    out.append(".TP\n");
    String separator = "";
    if (option.letter() != Option.NONE) {
      bold("-" + option.letter());
      separator = ", ";
    }
    if (!option.name().isEmpty()) {
      out.append(separator);
      bold("--" + option.name());
    }
    for (String alias : option.aliases()) {
      out.append(", ");
      bold("--" + alias);
    }
    if (!option.valueName().isEmpty()) {
      boolean bare = option.arity() == Arity.OPTIONAL;
      out.append(bare ? "[=" : " ").append("\\fI").append(Roff.escape(option.valueName()));
      out.append("\\fR").append(bare ? "]" : "");
    }
    out.append('\n');
    line(option.help().in(language) + ".");
  }

  private void examples() {
    if (command.examples().isEmpty()) {
      return;
    }
    section(say("EXAMPLES", "EXEMPLOS"));
    for (Example example : command.examples()) {
      out.append(".PP\n");
      line(example.what().in(language) + ":");
      out.append(".PP\n.RS 4\n.nf\n");
      line(example.command());
      out.append(".fi\n.RE\n");
    }
  }

  private void seeAlso() {
    String path = command.path();
    int last = path.lastIndexOf(' ');
    Subcommands below = command.subcommands();
    StringBuilder pages = new StringBuilder();
    if (last >= 0) {
      pages.append(path.substring(0, last).replace(' ', '-')).append("(1)");
    }
    if (below != null) {
      for (String name : below.names()) {
        pages.append(pages.isEmpty() ? "" : ", ").append(name(command)).append('-').append(name);
        pages.append("(1)");
      }
    }
    if (!pages.isEmpty()) {
      section(say("SEE ALSO", "VEJA TAMBÉM"));
      line(pages.toString());
    }
  }

  private void section(String title) {
    out.append(".SH \"").append(title).append("\"\n");
  }

  private void bold(String text) {
    out.append("\\fB").append(Roff.escape(text)).append("\\fR");
  }

  private void line(String text) {
    Roff.line(out, text);
  }

  private static String upper(String ascii) {
    StringBuilder upper = new StringBuilder();
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return upper.toString();
  }
}
