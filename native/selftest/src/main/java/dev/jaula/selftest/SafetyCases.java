package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Violations: each must throw, for what escapes reads or writes memory that is not its own. */
@SuppressWarnings({"NullAway", "ListRemoveAmbiguous", "ModifyCollectionInEnhancedForLoop"})
final class SafetyCases {
  private SafetyCases() {}

  private static final class Node {
    int value;
    @Nullable Node next;
  }

  private enum Season {
    SPRING,
    AUTUMN
  }

  static void addTo(Suite suite) {
    nulls(suite);
    bounds(suite);
    arrays(suite);
    stores(suite);
    casts(suite);
    library(suite);
  }

  private static void nulls(Suite suite) {
    suite.add("null method", () -> Opaque.noString().length());
    suite.add("null field", () -> node(null).value);
    suite.add("null field store", () -> node(null).value = 3);
    suite.add("null chain", () -> node(new Node()).next.value);
    suite.add("null array load", () -> Opaque.noArray()[Opaque.zero()]);
    suite.add("null array store", () -> Opaque.noArray()[Opaque.zero()] = 1);
    suite.add("null array length", () -> Opaque.noArray().length);
    suite.add("null array clone", () -> Opaque.noArray().clone());
    suite.add("null unboxed", () -> (int) (Integer) Opaque.nothing() + 1);
    suite.add("null string switch", () -> word(Opaque.noString()));
    suite.add("null pattern switch", () -> pattern(Opaque.nothing()));
    suite.add("null lambda", () -> ((Case) Opaque.nothing()).run());
    suite.add("null monitor", SafetyCases::monitor);
    suite.add("null thrown", SafetyCases::raise);
  }

  private static void bounds(Suite suite) {
    int[] ints = {10, 20, 30};
    byte[] bytes = new byte[4];
    int[][] matrix = new int[2][3];
    Object[] empty = {};
    suite.add("index -1", () -> ints[Opaque.zero() - 1]);
    suite.add("index length", () -> ints[Opaque.zero() + 3]);
    suite.add("index minimum", () -> ints[Opaque.number(Integer.MIN_VALUE)]);
    suite.add("store -1", () -> ints[Opaque.zero() - 1] = 5);
    suite.add("store length", () -> ints[Opaque.zero() + 3] = 5);
    suite.add("byte store", () -> bytes[Opaque.zero() + 4] = 1);
    suite.add("compound store", () -> ints[Opaque.zero() + 3] += 5);
    suite.add("increment", () -> ints[Opaque.zero() - 1]++);
    suite.add("inner array", () -> matrix[1][Opaque.zero() + 3]);
    suite.add("loop past the end", () -> sum(ints, Opaque.number(4)));
    suite.add("loop before the start", () -> backwards(ints, Opaque.number(-2)));
    suite.add("empty array", () -> empty[Opaque.zero()]);
  }

  private static void arrays(Suite suite) {
    suite.add("negative array", () -> new byte[Opaque.zero() - 5]);
    suite.add("negative objects", () -> new Object[Opaque.zero() - 1]);
    suite.add("huge longs", () -> new long[Opaque.number(Integer.MAX_VALUE)]);
    suite.add("negative inner", () -> new int[Opaque.zero() + 2][Opaque.zero() - 1]);
    suite.add("negative outer", () -> new int[Opaque.zero() - 2][Opaque.zero() + 1]);
    suite.add("copy past target", () -> copy(new int[3], 0, new int[2], 1, 2));
    suite.add("copy from -1", () -> copy(new int[3], Opaque.zero() - 1, new int[3], 0, 1));
    suite.add("copy to -1", () -> copy(new int[3], 0, new int[3], Opaque.zero() - 1, 1));
    suite.add("copy length -1", () -> copy(new int[3], 0, new int[3], 0, Opaque.zero() - 1));
    suite.add(
        "copy overflow",
        () -> copy(new int[3], 1, new int[3], 1, Opaque.number(Integer.MAX_VALUE)));
    suite.add("copy null", () -> copy(Opaque.noArray(), 0, new int[3], 0, 1));
    suite.add("copy other type", () -> copy(new int[3], 0, new byte[12], 0, 3));
    suite.add("copyOf -1", () -> Arrays.copyOf(new int[3], Opaque.zero() - 1));
    suite.add("copyOfRange", () -> Arrays.copyOfRange(new int[3], 2, Opaque.zero() + 1));
  }

  private static void stores(Suite suite) {
    suite.add("array store", () -> store(new String[1], 0, Integer.valueOf(1)));
    suite.add("array store same", () -> store(new String[1], 0, "x"));
    suite.add("array store null", () -> store(new String[1], 0, Opaque.nothing()));
    suite.add("array store subclass", () -> store(new Number[1], 0, Integer.valueOf(1)));
    suite.add("array store interface", () -> store(new Comparable<?>[1], 0, "x"));
    suite.add("array store not implemented", () -> store(new Comparable<?>[1], 0, new Node()));
    suite.add("array store bad index", () -> store(new String[1], 1, Integer.valueOf(1)));
    suite.add("array store array", () -> store(new int[1][], 0, new int[2]));
    suite.add("array store other array", () -> store(new int[1][], 0, new long[2]));
    suite.add("array store inner", () -> store(new Object[1][], 0, new String[2]));
    suite.add("array store enum", () -> store(new Season[1], 0, "SPRING"));
    suite.add("array store generic", () -> first(new Integer[] {1, 2}, "x"));
    suite.add("array fill", () -> fill(new String[2], Integer.valueOf(1)));
    suite.add("toArray", () -> new ArrayList<Object>(List.of(1)).toArray(new String[1]));
    suite.add("arraycopy store", () -> copy(new Object[] {1}, 0, new String[1], 0, 1));
  }

  private static void casts(Suite suite) {
    suite.add("cast", () -> ((String) Opaque.anything(Integer.valueOf(3))).length());
    suite.add("cast interface", () -> ((CharSequence) Opaque.anything(3)).length());
    suite.add("cast array", () -> ((int[]) Opaque.anything(new long[1])).length);
    suite.add("cast object array", () -> ((String[]) Opaque.anything(new Object[1])).length);
    suite.add("cast covariant", () -> ((Object[]) Opaque.anything(new String[2])).length);
    suite.add("cast null", () -> (String) Opaque.nothing());
    suite.add("heap pollution", SafetyCases::polluted);
  }

  private static void library(Suite suite) {
    String text = "abc" + Opaque.zero();
    suite.add("charAt", () -> text.charAt(Opaque.zero() + 9));
    suite.add("charAt -1", () -> text.charAt(Opaque.zero() - 1));
    suite.add("substring", () -> text.substring(Opaque.zero() + 2, Opaque.zero() + 1));
    suite.add("substring end", () -> text.substring(Opaque.zero() + 9));
    suite.add("new String", () -> new String(new char[4], Opaque.zero() + 2, Opaque.zero() + 3));
    suite.add("setLength", () -> length(new StringBuilder(text), Opaque.zero() - 1));
    suite.add("builder charAt", () -> new StringBuilder(text).charAt(Opaque.zero() + 4));
    suite.add("builder capacity", () -> new StringBuilder(Opaque.zero() - 1).length());
    suite.add("parseInt", () -> Integer.parseInt(text));
    suite.add("parseInt range", () -> Integer.parseInt("2147483648"));
    suite.add("parseLong range", () -> Long.parseLong("-9223372036854775809"));
    suite.add("list get", () -> new ArrayList<>(List.of(1, 2)).get(Opaque.zero() + 2));
    suite.add("list get -1", () -> new ArrayList<>(List.of(1, 2)).get(Opaque.zero() - 1));
    suite.add("list set", () -> new ArrayList<>(List.of(1, 2)).set(Opaque.zero() + 2, 3));
    suite.add("immutable list", () -> List.of(1, 2).add(3));
    suite.add("iterator", () -> exhausted(new HashSet<>(List.of(1)).iterator()));
    suite.add("modified", SafetyCases::modified);
    suite.add("enum valueOf", () -> Season.valueOf("WINTER" + Opaque.zero()));
    suite.add("toIntExact", () -> Math.toIntExact(Opaque.number(1L << 40)));
    suite.add("addExact", () -> Math.addExact(Opaque.number(Integer.MAX_VALUE), 1));
    suite.add("multiplyExact", () -> Math.multiplyExact(Opaque.number(1L << 40), 1L << 30));
  }

  private static Node node(@Nullable Node node) {
    return node;
  }

  private static int word(String word) {
    return switch (word) {
      case "a" -> 1;
      case "b" -> 2;
      default -> 3;
    };
  }

  private static int pattern(@Nullable Object value) {
    return switch (value) {
      case String s -> s.length();
      default -> 3;
    };
  }

  private static Object monitor() {
    synchronized (Opaque.nothing()) {
      return 1;
    }
  }

  private static Object raise() {
    throw (IllegalStateException) Opaque.nothing();
  }

  private static int sum(int[] ints, int end) {
    int sum = 0;
    for (int i = 0; i < end; i++) {
      sum += ints[i];
    }
    return sum;
  }

  private static int backwards(int[] ints, int end) {
    int sum = 0;
    for (int i = ints.length - 1; i > end; i--) {
      sum += ints[i];
    }
    return sum;
  }

  private static int copy(Object from, int at, Object to, int toAt, int length) {
    System.arraycopy(from, at, to, toAt, length);
    return length;
  }

  private static int store(Object[] array, int index, @Nullable Object value) {
    array[index + Opaque.zero()] = value;
    return array.length;
  }

  @SuppressWarnings("unchecked")
  private static <T> T first(T[] array, Object value) {
    array[Opaque.zero()] = (T) value;
    return array[0];
  }

  private static int fill(Object[] array, Object value) {
    Arrays.fill(array, value);
    return array.length;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int polluted() {
    List raw = new ArrayList<String>();
    raw.add(Integer.valueOf(3));
    return ((List<String>) raw).get(0).length();
  }

  private static String length(StringBuilder builder, int length) {
    builder.setLength(length);
    return builder.toString();
  }

  private static int exhausted(Iterator<Integer> iterator) {
    return iterator.next() + iterator.next();
  }

  private static int modified() {
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    int sum = 0;
    for (int i : list) {
      sum += i;
      list.remove(0);
    }
    return sum;
  }
}
