package dev.jaula.archive;

import dev.jaula.image.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of an instruction: blanks part them, quotes and backslashes keep blanks. */
final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private Words(String text) {
    this.text = text;
  }

  /** All words, without their quotes. */
  static List<String> split(String text) {
    Words words = new Words(text);
    words.run();
    return words.words;
  }

  /** The one word that there is. */
  static String one(String text) {
    List<String> words = split(text);
    if (words.size() != 1) {
      throw new ImageException("--change: \"" + text + "\" must be one word; fix: quote it");
    }
    return words.getFirst();
  }

  /** {@code NAME=VALUE NAME=VALUE}, or the older {@code NAME the rest}. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> words = split(text);
    if (words.getFirst().indexOf('=') < 0) {
      int blank = text.indexOf(' ');
      if (blank < 0) {
        throw new ImageException("--change: " + text + " must have two arguments: NAME=VALUE");
      }
      pairs.put(text.substring(0, blank), text.substring(blank).strip());
      return pairs;
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw new ImageException("--change: " + word + ": write it as NAME=VALUE");
      }
      pairs.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return pairs;
  }

  private void run() {
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        add(text.charAt(++i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        end();
      } else {
        add(c);
      }
    }
    if (quote != 0) {
      throw new ImageException("--change: a quote is not closed in: " + text);
    }
    end();
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
