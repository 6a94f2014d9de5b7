package dev.jaula.linux;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of processors or memory nodes as cpuset(7) lists them, {@code 0-3,7}, as a bit mask.
 * White space separates as commas do, as in the kernel (lib/bitmap-str.c).
 */
public final class NumberSet {
  /** Far above what any kernel is built for; keeps a mistake from taking all memory. */
  private static final int LAST = 65535;

  private final long[] words;

  private NumberSet(long[] words) {
    this.words = words;
  }

  /** Every number up to the last of the mask. */
  public static NumberSet all() {
    long[] words = new long[(LAST + 1) / 64];
    Arrays.fill(words, -1L);
    return new NumberSet(words);
  }

  /** The numbers of a list; null when it is none, or names one above 65535. */
  public static @Nullable NumberSet parse(String list) {
    NumberSet set = new NumberSet(new long[(largest(list) + 64) / 64]);
    for (String part : Words.filled(list.replace('\n', ' ').replace(' ', ','), ',')) {
      if (!set.add(part)) {
        return null;
      }
    }
    return set;
  }

  /** Bit n % 64 of word n / 64 is number n. */
  long[] words() {
    return words;
  }

  /** Bit n % 8 of byte n / 8 is number n; as few bytes as hold the last. */
  public byte[] bytes() {
    int length = words.length * 8;
    while (length > 0 && octet(length - 1) == 0) {
      length--;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = octet(i);
    }
    return bytes;
  }

  private byte octet(int index) {
    return (byte) (words[index / 8] >>> index % 8 * 8);
  }

  /** Whether no number is in it. */
  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number is in it. */
  public boolean has(int number) {
    return number / 64 < words.length && (words[number / 64] >>> (number % 64) & 1) != 0;
  }

  private boolean add(String part) {
    int dash = part.indexOf('-');
    int first = number(dash < 0 ? part : part.substring(0, dash));
    int last = dash < 0 ? first : number(part.substring(dash + 1));
    if (first < 0 || last < first) {
      return false;
    }
    for (int i = first; i <= last; i++) {
      words[i / 64] |= 1L << (i % 64);
    }
    return true;
  }

  /** The largest number that any part of the text says. */
  private static int largest(String list) {
    int largest = 0;
    int from = 0;
    for (int i = 0; i <= list.length(); i++) {
      boolean digit = i < list.length() && list.charAt(i) >= '0' && list.charAt(i) <= '9';
      if (!digit) {
        largest = Math.max(largest, number(list.substring(from, i)));
        from = i + 1;
      }
    }
    return largest;
  }

  private static int number(String text) {
    String digits = text.trim();
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || value > LAST) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return digits.isEmpty() || value > LAST ? -1 : value;
  }
}
