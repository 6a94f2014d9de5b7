package dev.jaula.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what was probably meant by a mistyped name. */
public final class Nearest {
  /** Names beyond this length are not compared: no real one is so long. */
  private static final int LONGEST = 64;

  private Nearest() {}

  /**
   * The candidate that differs least from the name typed; null if none is near. Near is one edit
   * for each three letters, at least one, or that the name typed begins exactly one or more
   * candidates.
   */
  public static @Nullable String of(String typed, List<String> candidates) {
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return null;
    }
    String best = null;
    int least = Math.max(1, typed.length() / 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(typed, candidate);
      if (distance < least) {
        best = candidate;
        least = distance;
      }
    }
    return best != null || typed.length() < 2 ? best : begunBy(typed, candidates);
  }

  private static @Nullable String begunBy(String typed, List<String> candidates) {
    for (String candidate : candidates) {
      if (candidate.startsWith(typed)) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * The number of insertions, deletions, substitutions and swaps of neighbours that lead from a to
   * b, no place edited twice (optimal string alignment, the restricted Damerau-Levenshtein
   * distance).
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
