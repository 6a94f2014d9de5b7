package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The table of one command: all that the parser, the help text, the man page and the completions
 * need to know. What only a reader of the help needs is made when somebody asks: a container's
 * start parses its command line, and pays for every text that is touched.
 *
 * @param path the words that call it, such as {@code jaula cgroup set}
 * @param summary one line, without a full stop
 * @param usage what follows the path in each usage line; empty to derive one line from options and
 *     operands
 * @param groups its options
 * @param operands its operands in order; only the last one may be repeated
 * @param optionsFirst whether the first operand ends the options, as for a command that runs
 *     another one
 * @param oneDash whether {@code -name} means {@code --name}
 * @param standsAlone whether it is understood without one of its subcommands
 * @param descriptions makes its paragraphs
 * @param shown makes its examples
 * @param subcommands the commands below it, or null; a command has either these or operands
 */
public record Command(
    String path,
    Text summary,
    List<String> usage,
    List<OptionGroup> groups,
    List<Operand> operands,
    boolean optionsFirst,
    boolean oneDash,
    boolean standsAlone,
    Supplier<Text> descriptions,
    Supplier<List<Example>> shown,
    @Nullable Subcommands subcommands) {

  /** Begins a table. */
  public static CommandBuilder of(String path, String en, String pt) {
    return new CommandBuilder(path, new Text(en, pt));
  }

  /** Paragraphs, separated by an empty line; empty if the summary says it all. */
  public Text description() {
    return descriptions.get();
  }

  /** Lines that a person could type. */
  public List<Example> examples() {
    return shown.get();
  }

  /** The last word of the path. */
  public String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /** The option of that long name or alias, hidden ones included; null if there is none. */
  public @Nullable Option option(String longName) {
    for (OptionGroup group : groups) {
      for (Option option : group.options()) {
        if (option.name().equals(longName) || option.aliases().contains(longName)) {
          return option;
        }
      }
    }
    return null;
  }

  /** The option of that letter; null if there is none. */
  public @Nullable Option option(char letter) {
    for (OptionGroup group : groups) {
      for (Option option : group.options()) {
        if (option.letter() == letter) {
          return option;
        }
      }
    }
    return null;
  }

  /** Its usage lines, each a whole line. */
  public List<String> usageLines() {
    if (usage.isEmpty()) {
      return List.of(path + derivedUsage());
    }
    List<String> lines = new ArrayList<>();
    for (String line : usage) {
      lines.add(path + " " + line);
    }
    return lines;
  }

  private String derivedUsage() {
    StringBuilder line = new StringBuilder();
    if (!groups.isEmpty()) {
      line.append(" [OPTIONS]");
    }
    if (subcommands != null) {
      line.append(" COMMAND");
    }
    for (Operand operand : operands) {
      line.append(' ').append(operand.usage());
    }
    return line.toString();
  }
}
