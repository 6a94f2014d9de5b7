package dev.jaula.spec;

import java.util.List;

/** The remedy for a wrong word: the nearest right one, or the choice where nothing is near. */
final class Suggestion {
  /** As many words as one line holds. */
  private static final int CHOICE = 8;

  private Suggestion() {}

  /** {@code did you mean X?}, or {@code write A, B or C}. */
  static String of(String wrong, List<String> words) {
    String best = words.get(0);
    int bestScore = Integer.MAX_VALUE;
    for (String word : words) {
      if (isEnd(wrong, word)) {
        return "did you mean " + word + "?";
      }
      int score = score(wrong, word);
      if (score < bestScore) {
        bestScore = score;
        best = word;
      }
    }
    return near(wrong, best) ? "did you mean " + best + "?" : choice(words);
  }

  /** Lower is nearer; people get the beginning of a word right, so it counts double. */
  private static int score(String wrong, String word) {
    return distance(wrong, word) - 2 * prefix(wrong, word);
  }

  /** Whether only the beginning was left out, as in nofile for RLIMIT_NOFILE. */
  private static boolean isEnd(String wrong, String word) {
    int cut = word.length() - wrong.length();
    return wrong.length() > 1
        && cut > 0
        && word.charAt(cut - 1) == '_'
        && prefix(wrong, word.substring(cut)) == wrong.length();
  }

  private static boolean near(String wrong, String word) {
    return prefix(wrong, word) >= 2
        || distance(wrong, word) * 2 <= Math.max(wrong.length(), word.length());
  }

  private static String choice(List<String> words) {
    StringBuilder text = new StringBuilder("write ");
    if (words.size() > CHOICE) {
      return text.append("e.g. ").append(words.get(0)).toString();
    }
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : i == words.size() - 1 ? " or " : ", ").append(words.get(i));
    }
    return text.toString();
  }

  private static int prefix(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length() && lower(a.charAt(i)) == lower(b.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Levenshtein's, blind to the case of ASCII letters. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = lower(a.charAt(i - 1)) == lower(b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(diagonal + change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
