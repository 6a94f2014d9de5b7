package dev.jaula.see;

import dev.jaula.cgroup.Statistics;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula stats} for people: docker stats' columns, and what the limits do. */
public final class StatsTable {
  private static final String[] HEAD = {
    "NAME",
    "CPU %",
    "OF LIMIT",
    "THROTTLED",
    "MEM USAGE / LIMIT",
    "MEM %",
    "NET I/O",
    "BLOCK I/O",
    "PIDS"
  };
  private static final String GAP = "   ";

  private StatsTable() {}

  /** Aligned lines; machine is its memory in bytes, the limit of who has none. */
  public static String of(List<Usage> usages, long machine) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Usage usage : usages) {
      rows.add(row(usage, machine));
    }
    int[] widths = new int[HEAD.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        text.append(i == 0 ? "" : GAP).append(row[i]);
        for (int n = row[i].length(); n < widths[i] && i < row.length - 1; n++) {
          text.append(' ');
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String[] row(Usage u, long machine) {
    if (!u.isKnown()) {
      return new String[] {u.name(), "--", "--", "--", "-- / --", "--", network(u), "--", "--"};
    }
    return new String[] {
      u.name(),
      cpu(u),
      u.cpuLimit() < 0 ? "-" : Amounts.dockerPercent(u.cpu(), u.cpuLimit()),
      u.cpuLimit() < 0 ? "-" : Amounts.percent(u.throttled()),
      memory(u, machine),
      Amounts.dockerPercent(u.memory(), u.memoryBound(machine)),
      network(u),
      block(u),
      Long.toString(u.pids())
    };
  }

  static String cpu(Usage u) {
    return Amounts.dockerPercent(u.cpu(), 1000);
  }

  static String memory(Usage u, long machine) {
    return Amounts.docker(u.memory()) + " / " + Amounts.docker(u.memoryBound(machine));
  }

  static String network(Usage u) {
    Sample.Network n = u.now().network();
    return Amounts.docker(n.received()) + " / " + Amounts.docker(n.sent());
  }

  static String block(Usage u) {
    Statistics s = u.now().statistics();
    return s == null
        ? "--"
        : Amounts.docker(s.io().readBytes()) + " / " + Amounts.docker(s.io().writtenBytes());
  }
}
