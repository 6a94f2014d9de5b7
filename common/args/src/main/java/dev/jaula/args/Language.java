package dev.jaula.args;

import org.jspecify.annotations.Nullable;

/** A language in which Jaula speaks to people. */
public enum Language {
  /** English. */
  EN,
  /** Brazilian Portuguese. */
  PT;

  /**
   * The language that a locale name asks for: {@code pt}, {@code pt_BR.UTF-8} and the like are
   * Portuguese, everything else, and no name at all, is English.
   *
   * @param locale the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty, or null; see
   *     locale(7)
   */
  public static Language of(@Nullable String locale) {
    if (locale == null || !locale.startsWith("pt")) {
      return EN;
    }
    boolean whole = locale.length() == 2 || "_-.@".indexOf(locale.charAt(2)) >= 0;
    return whole ? PT : EN;
  }
}
