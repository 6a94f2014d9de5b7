package dev.jaula.plan;

import dev.jaula.linux.Words;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Linux;
import java.util.ArrayList;
import java.util.List;

/**
 * crun's mount option {@code idmap=uids=0-1000-10#5-2000-1;gids=0-1000-10}: ranges as the id in the
 * file system, the host's id and the size, with {@code #} in between; after an @ the second number
 * is an id of the container's (podman-run.1, "idmap"). Ids of the kind that is not named stay.
 */
record IdMapWords(List<IdMapping> uids, List<IdMapping> gids) {
  private static final long LAST_ID = 4294967294L;

  static IdMapWords parse(String option, Linux linux) {
    List<IdMapping> uids = new ArrayList<>();
    List<IdMapping> gids = new ArrayList<>();
    String text = option.substring(option.indexOf('=') + 1);
    for (String part : Words.split(text, ';')) {
      if (part.startsWith("uids=")) {
        ranges(option, part.substring("uids=".length()), linux.uidMappings(), uids);
      } else if (part.startsWith("gids=")) {
        ranges(option, part.substring("gids=".length()), linux.gidMappings(), gids);
      } else {
        throw bad(option);
      }
    }
    return new IdMapWords(orSame(uids), orSame(gids));
  }

  private static List<IdMapping> orSame(List<IdMapping> mappings) {
    return mappings.isEmpty() ? List.of(new IdMapping(0, 0, LAST_ID + 1)) : mappings;
  }

  private static void ranges(
      String option, String text, List<IdMapping> container, List<IdMapping> mappings) {
    for (String range : Words.split(text, '#')) {
      boolean inside = range.startsWith("@");
      List<String> numbers = Words.split(inside ? range.substring(1) : range, '-');
      if (numbers.size() != 3) {
        throw bad(option);
      }
      long second = number(option, numbers.get(1));
      long size = number(option, numbers.get(2));
      long host = inside ? outside(option, second, size, container) : second;
      long first = number(option, numbers.get(0));
      if (size == 0 || first + size > LAST_ID + 1 || host + size > LAST_ID + 1) {
        throw bad(option);
      }
      mappings.add(new IdMapping(first, host, size));
    }
  }

  private static long outside(String option, long id, long size, List<IdMapping> container) {
    for (IdMapping mapping : container) {
      long offset = id - mapping.containerId();
      if (offset >= 0 && offset + size <= mapping.size()) {
        return mapping.hostId() + offset;
      }
    }
    throw new PlanException(
        "mount option \"" + option + "\": " + id + " is not mapped in linux.uidMappings");
  }

  private static long number(String option, String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || value > LAST_ID) {
        throw bad(option);
      }
      value = value * 10 + c - '0';
    }
    if (text.isEmpty() || value > LAST_ID) {
      throw bad(option);
    }
    return value;
  }

  private static PlanException bad(String option) {
    return new PlanException(
        "mount option \""
            + option
            + "\" is no mapping; write e.g. idmap=uids=0-100000-65536;gids=0-100000-65536");
  }
}
