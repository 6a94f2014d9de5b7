package dev.jaula.args;

/**
 * One text in every language.
 *
 * @param en English
 * @param pt Brazilian Portuguese
 */
public record Text(String en, String pt) {

  /** A text that is the same in every language, such as a name. */
  public static Text same(String text) {
    return new Text(text, text);
  }

  /** The text in the language given. */
  public String in(Language language) {
    return language == Language.PT ? pt : en;
  }
}
