package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects keep their contents and identity while the collector moves them. */
final class CollectorCases {
  private static final int ROUNDS = 20_000;

  private CollectorCases() {}

  private static final class Link {
    final int value;
    @Nullable Link next;

    Link(int value, @Nullable Link next) {
      this.value = value;
      this.next = next;
    }
  }

  static void addTo(Suite suite) {
    suite.add("linked list under garbage", CollectorCases::links);
    suite.add("map under garbage", CollectorCases::maps);
    suite.add("arrays under garbage", CollectorCases::arrays);
    suite.add("locals across a collection", CollectorCases::locals);
    suite.add("identity hash", CollectorCases::identity);
    suite.add("old refers to young", CollectorCases::generations);
    suite.add("garbage in handlers", CollectorCases::handlers);
    suite.add("large arrays", CollectorCases::large);
  }

  private static long links() {
    @Nullable Link head = null;
    long sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Link link = new Link(i, i % 10 == 0 ? head : null);
      if (i % 10 == 0) {
        head = link;
      }
    }
    for (@Nullable Link link = head; link != null; link = link.next) {
      sum = sum * 3 + link.value;
    }
    return sum;
  }

  private static int maps() {
    Map<String, List<String>> map = new HashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      List<String> list = map.computeIfAbsent("k" + i % 97, _ -> new ArrayList<>());
      list.add("v" + i);
      if (list.size() > 20) {
        list.subList(0, 15).clear();
      }
    }
    int hash = 0;
    for (int i = 0; i < 97; i++) {
      hash = hash * 31 + map.getOrDefault("k" + i, List.of()).hashCode();
    }
    return hash;
  }

  private static int arrays() {
    List<byte[]> kept = new ArrayList<>();
    int hash = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] data = new byte[i % 200];
      java.util.Arrays.fill(data, (byte) i);
      if (i % 50 == 0) {
        kept.add(data);
      }
      if (i % 5000 == 0) {
        System.gc();
      }
    }
    for (byte[] data : kept) {
      hash = hash * 31 + java.util.Arrays.hashCode(data);
    }
    return hash;
  }

  private static String locals() {
    String text = "local" + Opaque.zero();
    int[] numbers = {1, 2, 3};
    Link link = new Link(7, new Link(8, null));
    System.gc();
    String more = text + churn() + numbers[2];
    System.gc();
    return more + link.value + (link.next == null ? "lost" : "" + link.next.value);
  }

  private static int churn() {
    int length = 0;
    for (int i = 0; i < 3000; i++) {
      length += ("garbage" + i).length();
    }
    return length;
  }

  private static boolean identity() {
    Object[] objects = new Object[100];
    int[] hashes = new int[objects.length];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = new Object();
      hashes[i] = System.identityHashCode(objects[i]);
      churn();
    }
    System.gc();
    for (int i = 0; i < objects.length; i++) {
      if (System.identityHashCode(objects[i]) != hashes[i]) {
        return false;
      }
    }
    return true;
  }

  private static int generations() {
    Object[] old = new Object[64];
    System.gc();
    int hash = 0;
    for (int i = 0; i < ROUNDS; i++) {
      old[i & 63] = "young" + i;
      if (i % 700 == 0) {
        hash = hash * 31 + old[(i + 1) & 63 & Math.max(i, 1)].hashCode();
      }
    }
    return hash;
  }

  private static int handlers() {
    int caught = 0;
    String kept = "kept" + Opaque.zero();
    for (int i = 0; i < 3000; i++) {
      String local = "local" + i;
      try {
        caught += churnOrFail(i);
      } catch (IllegalStateException e) {
        caught += String.valueOf(e.getMessage()).length() + local.length() + kept.length();
      }
    }
    return caught;
  }

  private static int churnOrFail(int i) {
    String message = "message" + i + "garbage".repeat(i % 5);
    if (i % 3 == 0) {
      throw new IllegalStateException(message);
    }
    return message.length();
  }

  private static long large() {
    long sum = 0;
    long[] kept = new long[1];
    for (int i = 1; i < 200; i++) {
      long[] data = new long[1000 + i * 40];
      data[data.length - 1] = i;
      data[0] = kept[kept.length - 1];
      if (i % 7 == 0) {
        kept = data;
      }
      sum += data[0] + data[data.length - 1] + data[data.length / 2];
    }
    return sum;
  }
}
