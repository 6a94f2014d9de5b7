package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.CgroupPath;
import dev.jaula.cgroup.Listing;
import dev.jaula.cgroup.Sizes;
import dev.jaula.cgroup.Statistics;
import dev.jaula.cgroup.StatisticsText;
import org.jspecify.annotations.Nullable;

/** {@code jaula cgroup watch PATH [-n SECONDS] [--count N]}: a line a second until it has gone. */
final class CgroupWatch {
  private static final int MONOTONIC = 1;
  private static final long MIN_MILLIS = 10;
  private static final long MAX_MILLIS = 3_600_000;

  private CgroupWatch() {}

  static int run(Session session, Arguments arguments) {
    CgroupContext context = new CgroupContext(session, arguments);
    String path = CgroupPath.clean(arguments.operands().get(0));
    context.cgroups().locate(path);
    Listing listing = new Listing(context.files(), context.hierarchies());
    long interval = millis(arguments.value("interval", "1"));
    long count = count(arguments.value("count"));
    boolean isJson = "json".equals(arguments.value("format"));
    Statistics before = listing.statistics(path);
    long then = session.machine().processes().time(MONOTONIC);
    for (long i = 0; i < count && before != null; i++) {
      long mark = session.machine().kernel().memory().mark();
      session.machine().signals().poll(new int[0], new int[0], new int[0], interval);
      Statistics now = listing.statistics(path);
      long time = session.machine().processes().time(MONOTONIC);
      if (now != null) {
        String line = StatisticsText.line(before, now, (time - then) / 1000);
        session.outLine(isJson ? StatisticsText.json(path, now) : line);
      }
      before = now;
      then = time;
      session.machine().kernel().memory().release(mark);
    }
    return 0;
  }

  /** Seconds with up to three decimals; Sizes reads decimals in fixed point. */
  private static long millis(String seconds) {
    long thousandth = Sizes.parse("--interval", seconds + "K") * 1000 / 1024;
    if (thousandth < MIN_MILLIS || thousandth > MAX_MILLIS) {
      throw new CgroupException("--interval " + seconds + ": write seconds from 0.01 to 3600");
    }
    return thousandth;
  }

  private static long count(@Nullable String count) {
    long lines = count == null ? Long.MAX_VALUE : Sizes.parse("--count", count);
    if (lines == 0) {
      throw new CgroupException("--count 0: write how many lines, 1 or more");
    }
    return lines;
  }
}
