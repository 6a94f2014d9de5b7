package dev.jaula.args;

import java.util.List;

/**
 * Options that belong together, shown under one title.
 *
 * @param title the title, such as "Resources"
 * @param options the options, in the order in which they are shown
 */
public record OptionGroup(Text title, List<Option> options) {

  /** A group of options under a title. */
  public static OptionGroup of(String en, String pt, Option... options) {
    return new OptionGroup(new Text(en, pt), List.of(options));
  }
}
