package dev.jaula.args;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Command}. */
public final class CommandBuilder {
  private static final Text NONE = new Text("", "");

  private final String path;
  private final Text summary;
  private Supplier<Text> description = () -> NONE;
  private List<String> usage = List.of();
  private final List<Supplier<OptionGroup>> groups = new ArrayList<>();
  private List<Operand> operands = List.of();
  private boolean optionsFirst;
  private boolean oneDash;
  private boolean standsAlone;
  private Supplier<List<Example>> examples = List::of;
  private @Nullable Subcommands subcommands;

  CommandBuilder(String path, Text summary) {
    this.path = path;
    this.summary = summary;
  }

  /** Paragraphs that tell more than the summary. */
  public CommandBuilder description(String en, String pt) {
    return description(() -> new Text(en, pt));
  }

  /** The same, made when it is needed. */
  public CommandBuilder description(Supplier<Text> maker) {
    description = maker;
    return this;
  }

  /** What follows the path in each usage line, where options and operands alone do not tell it. */
  public CommandBuilder usage(String... lines) {
    usage = List.of(lines);
    return this;
  }

  /** A further group of options. */
  public CommandBuilder options(OptionGroup group) {
    return options(() -> group);
  }

  /** A further group of options, made when it is needed. */
  public CommandBuilder options(Supplier<OptionGroup> group) {
    groups.add(group);
    return this;
  }

  /** A further group of options under a title. */
  public CommandBuilder options(String en, String pt, Option... options) {
    return options(OptionGroup.of(en, pt, options));
  }

  /** The operands, in order. */
  public CommandBuilder operands(Operand... all) {
    operands = List.of(all);
    return this;
  }

  /** The first operand ends the options: what follows belongs to the program that is run. */
  public CommandBuilder optionsFirst() {
    optionsFirst = true;
    return this;
  }

  /**
   * One dash is as good as two, as in programs of Go's flag package, and a missing value is told in
   * its words; letters are not clustered.
   */
  public CommandBuilder oneDash() {
    oneDash = true;
    return this;
  }

  /** It is understood without one of its subcommands, too. */
  public CommandBuilder standsAlone() {
    standsAlone = true;
    return this;
  }

  /** Its examples, made when they are needed. */
  public CommandBuilder examples(Supplier<List<Example>> maker) {
    examples = maker;
    return this;
  }

  /** A further example. */
  public CommandBuilder example(String line, String en, String pt) {
    Supplier<List<Example>> before = examples;
    return examples(() -> {
      List<Example> all = new ArrayList<>(before.get());
      all.add(Example.of(line, en, pt));
      return all;
    });
  }

  /** The commands below this one. */
  public CommandBuilder subcommands(Subcommands below) {
    subcommands = below;
    return this;
  }

  /** The finished table. */
  public Command build() {
    Groups all = new Groups(groups);
    return new Command(
        path,
        summary,
        usage,
        all,
        operands,
        optionsFirst,
        oneDash,
        standsAlone,
        description,
        examples,
        subcommands);
  }
}
