package dev.jaula.selftest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The part of the class library that the native side uses. */
@SuppressWarnings({"CompareToZero", "ListRemoveAmbiguous"})
final class LibraryCases {
  private LibraryCases() {}

  private enum Day {
    MONDAY,
    TUESDAY,
    SUNDAY
  }

  private record Entry(String name, int size) {}

  static void addTo(Suite suite) {
    suite.add("ArrayList", LibraryCases::list);
    suite.add("ArrayDeque", LibraryCases::deque);
    suite.add("HashMap", LibraryCases::hashMap);
    suite.add("HashMap of records", LibraryCases::recordKeys);
    suite.add("LinkedHashMap", LibraryCases::linked);
    suite.add("EnumMap", LibraryCases::enums);
    suite.add("HashSet", LibraryCases::set);
    suite.add("BitSet", LibraryCases::bits);
    suite.add("sort", LibraryCases::sorted);
    suite.add("sort of objects", LibraryCases::compared);
    suite.add("binary search", () -> Arrays.binarySearch(new int[] {1, 4, 9}, Opaque.number(4)));
    suite.add("arrays", LibraryCases::arrays);
    suite.add("strings", LibraryCases::strings);
    suite.add("string search", LibraryCases::search);
    suite.add("StringBuilder", LibraryCases::builder);
    suite.add("parse", LibraryCases::parsed);
    suite.add("boxes", LibraryCases::boxes);
    suite.add("Objects", () -> Objects.hash(1, "a", Opaque.nothing()));
    suite.add("requireNonNull", () -> Objects.requireNonNull(Opaque.nothing()));
    suite.add("List.of", () -> List.of(3, 1, 2).indexOf(2) + List.copyOf(List.of(1)).size());
    suite.add("Map.of", () -> Map.of("a", 1, "b", 2).get("b"));
    suite.add("join", () -> String.join("/", List.of("a", "", "c")));
  }

  private static String list() {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      list.add(i * 7 % 50);
    }
    list.remove(Integer.valueOf(7));
    list.remove(0);
    list.add(5, 99);
    list.subList(10, 40).clear();
    list.removeIf(n -> n % 3 == 0);
    return list + " " + list.indexOf(8) + list.contains(99) + list.hashCode();
  }

  private static String deque() {
    ArrayDeque<Integer> deque = new ArrayDeque<>();
    for (int i = 0; i < 40; i++) {
      deque.addLast(i);
      deque.addFirst(-i);
      if (i % 3 == 0) {
        deque.removeLast();
      }
    }
    return deque.toString() + deque.peekFirst() + deque.pop();
  }

  private static int hashMap() {
    Map<String, Integer> map = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      map.merge("k" + i % 300, i, Integer::sum);
    }
    for (int i = 0; i < 300; i += 2) {
      map.remove("k" + i);
    }
    int sum = map.size();
    for (Map.Entry<String, Integer> entry : map.entrySet()) {
      sum += entry.getValue() ^ entry.getKey().hashCode();
    }
    return sum;
  }

  private static String recordKeys() {
    Map<Entry, String> map = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      map.put(new Entry("n" + i % 5, i % 4), "v" + i);
    }
    return map.size() + map.getOrDefault(new Entry("n3", 3), "?");
  }

  private static String linked() {
    Map<String, List<Integer>> map = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      map.computeIfAbsent("k" + i * 3 % 4, _ -> new ArrayList<>()).add(i);
    }
    map.putIfAbsent("k0", List.of());
    map.remove("k2");
    return map.toString() + map.keySet() + map.values();
  }

  private static String enums() {
    Map<Day, Integer> map = new EnumMap<>(Day.class);
    map.put(Day.SUNDAY, 1);
    map.put(Day.MONDAY, 2);
    return map + " " + map.containsKey(Day.TUESDAY);
  }

  private static boolean set() {
    Set<Object> set = new HashSet<>(List.of("a", 1, 2L, 'c'));
    return set.contains("a") && set.contains(2L) && !set.contains(2) && set.add('d');
  }

  private static String bits() {
    BitSet bits = new BitSet();
    bits.set(3);
    bits.set(60, 70);
    bits.clear(65);
    return bits + " " + bits.cardinality() + " " + bits.nextClearBit(60);
  }

  private static String sorted() {
    int[] values = new int[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7919 % 101 - 50;
    }
    Arrays.sort(values);
    return Arrays.toString(values);
  }

  private static String compared() {
    List<Entry> list = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      list.add(new Entry("n" + i * 5 % 12, i % 3));
    }
    list.sort(Comparator.comparingInt(Entry::size).thenComparing(Entry::name));
    return list.toString();
  }

  private static String arrays() {
    byte[] bytes = new byte[6];
    Arrays.fill(bytes, 1, 4, (byte) 7);
    System.arraycopy(bytes, 1, bytes, 2, 4);
    Object[] objects = {1, "a", Opaque.nothing()};
    return Arrays.toString(bytes)
        + Arrays.toString(objects)
        + Arrays.hashCode(bytes)
        + Arrays.equals(bytes, bytes.clone())
        + Arrays.toString(Arrays.copyOf(bytes, 8));
  }

  private static String strings() {
    String text = " Straße \u00df\u4e2d" + Opaque.zero();
    return text.trim()
        + text.length()
        + text.hashCode()
        + text.replace('s', 'z')
        + text.concat("!")
        + text.replace("ß", "ss")
        + text.substring(3, 6)
        + "ab".repeat(3)
        + "a".compareTo("B")
        + "abc".startsWith("b", 1)
        + "abc".endsWith("bc")
        + "Ab".equalsIgnoreCase("aB")
        + String.valueOf(new char[] {'x', 'y'})
        + "x".isEmpty();
  }

  private static String search() {
    String text = "abcabcabd" + Opaque.zero();
    return text.indexOf("abd")
        + " "
        + text.indexOf('c', 3)
        + " "
        + text.lastIndexOf("abc")
        + " "
        + text.lastIndexOf('b')
        + " "
        + text.contains("cab")
        + " "
        + text.indexOf("")
        + " "
        + text.indexOf("abcabcabcabc")
        + " "
        + text.indexOf('z')
        + " "
        + text.indexOf("a", 99);
  }

  private static String builder() {
    StringBuilder text = new StringBuilder("start");
    text.append(1).append('c').append(2L).append(true).append("x", 0, 1).append((Object) null);
    text.insert(2, "IN").deleteCharAt(0).setCharAt(0, '#');
    text.reverse().setLength(10);
    return text + " " + text.indexOf("n") + text.charAt(3) + text.length();
  }

  private static String parsed() {
    return Integer.parseInt("-2147483648")
        + " "
        + Integer.parseInt("+7")
        + " "
        + Integer.parseInt("7f", 16)
        + " "
        + Long.parseLong("9223372036854775807")
        + " "
        + Outcome.of(() -> Integer.parseInt(""))
        + Outcome.of(() -> Integer.parseInt("-"))
        + Outcome.of(() -> Integer.parseInt(" 1"))
        + Outcome.of(() -> Long.parseLong("1L"));
  }

  private static String boxes() {
    Integer small = 100;
    Long wide = 100L;
    Object object = small;
    return small.equals(100 + Opaque.zero())
        + " "
        + wide.equals(object)
        + " "
        + small.hashCode()
        + Long.hashCode(1L << 33)
        + Boolean.hashCode(true)
        + Character.valueOf('a')
        + small.compareTo(3);
  }
}
