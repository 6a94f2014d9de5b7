package dev.jaula.see;

import dev.jaula.cgroup.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one container.
 *
 * @param time microseconds of the monotonic clock
 * @param state running, paused or ended
 * @param statistics null when it has no cgroup
 * @param network bytes through its network interfaces, but for lo
 */
public record Sample(
    String name,
    String id,
    int pid,
    State state,
    long time,
    @Nullable Statistics statistics,
    Network network) {

  /** What a container does. */
  public enum State {
    RUNNING,
    PAUSED,
    EXITED
  }

  /** Bytes since the interfaces were made. */
  public record Network(long received, long sent) {
    public static final Network NONE = new Network(0, 0);

    /** The sum over the lines of /proc/PID/net/dev (man 5 proc_net), but for lo. */
    public static Network parse(@Nullable String dev) {
      long received = 0;
      long sent = 0;
      String text = dev == null ? "" : dev;
      int at = 0;
      while (at < text.length()) {
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        int colon = text.indexOf(':', at);
        if (colon >= 0 && colon < end && !text.substring(at, colon).trim().equals("lo")) {
          received += field(text, colon + 1, end, 0);
          sent += field(text, colon + 1, end, 8);
        }
        at = end + 1;
      }
      return new Network(received, sent);
    }

    private static long field(String text, int from, int end, int index) {
      int at = from;
      for (int i = 0; ; i++) {
        while (at < end && text.charAt(at) == ' ') {
          at++;
        }
        long value = 0;
        int start = at;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
          value = value * 10 + text.charAt(at) - '0';
          at++;
        }
        if (i == index || at == start) {
          return value;
        }
      }
    }
  }
}
