package dev.jaula.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads namespaces and what belongs to two of them: id mappings and clock offsets. */
final class NamespaceReader {
  private static final long LAST_ID = 4294967294L;
  private static final long MAX_NANOSECONDS = 999_999_999;

  private NamespaceReader() {}

  static List<Namespace> namespaces(Field linux) {
    List<Namespace> namespaces = new ArrayList<>();
    int seen = 0;
    for (Field item : linux.items("namespaces")) {
      Field field = item.need("type", "\"mount\"");
      NamespaceType type =
          field.choice(NamespaceType.values(), NamespaceType::specName, "a namespace");
      if ((seen & type.flag()) != 0) {
        throw field.bad("is there twice; remove one");
      }
      seen |= type.flag();
      @Nullable Field path = item.get("path");
      boolean join = path != null && !path.text().isEmpty();
      namespaces.add(new Namespace(type, join && path != null ? path.absolute() : null));
    }
    return namespaces;
  }

  static List<IdMapping> mappings(Field linux, String key, List<Namespace> namespaces) {
    List<IdMapping> mappings = ranges(linux, key);
    if (!mappings.isEmpty()) {
      need(linux.need(key, ""), NamespaceType.USER, namespaces);
    }
    return mappings;
  }

  /** A list of ranges that do not overlap. */
  static List<IdMapping> ranges(Field object, String key) {
    List<IdMapping> mappings = new ArrayList<>();
    for (Field item : object.items(key)) {
      Field size = item.need("size", "65536");
      IdMapping mapping =
          new IdMapping(
              item.need("containerID", "0").integer(0, LAST_ID),
              item.need("hostID", "100000").integer(0, LAST_ID),
              size.integer(1, LAST_ID + 1));
      long last = Math.max(mapping.containerId(), mapping.hostId()) + mapping.size() - 1;
      if (last > LAST_ID) {
        throw size.bad("reaches beyond the last id, " + LAST_ID + "; write a smaller size");
      }
      checkApart(item, mapping, mappings);
      mappings.add(mapping);
    }
    return mappings;
  }

  static List<TimeOffset> timeOffsets(Field linux, List<Namespace> namespaces) {
    List<TimeOffset> offsets = new ArrayList<>();
    @Nullable Field field = linux.get("timeOffsets");
    if (field == null) {
      return offsets;
    }
    for (String clock : List.of("monotonic", "boottime")) {
      @Nullable Field offset = field.get(clock);
      if (offset != null) {
        need(field, NamespaceType.TIME, namespaces);
        @Nullable Long seconds = offset.integer("secs", Long.MIN_VALUE, Long.MAX_VALUE);
        @Nullable Long nanoseconds = offset.integer("nanosecs", 0, MAX_NANOSECONDS);
        offsets.add(new TimeOffset(clock, orZero(seconds), orZero(nanoseconds)));
      }
    }
    return offsets;
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static void need(Field field, NamespaceType type, List<Namespace> namespaces) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return;
      }
    }
    String name = type.specName();
    throw field.bad(
        "needs a " + name + " namespace; add {\"type\": \"" + name + "\"} to linux.namespaces");
  }

  /** The kernel refuses ranges that overlap (man 7 user_namespaces) with a bare EINVAL. */
  private static void checkApart(Field item, IdMapping added, List<IdMapping> mappings) {
    for (IdMapping other : mappings) {
      if (overlap(added.containerId(), added.size(), other.containerId(), other.size())
          || overlap(added.hostId(), added.size(), other.hostId(), other.size())) {
        throw item.bad("overlaps an earlier range; make the ranges distinct");
      }
    }
  }

  private static boolean overlap(long a, long sizeA, long b, long sizeB) {
    return a < b + sizeB && b < a + sizeA;
  }
}
