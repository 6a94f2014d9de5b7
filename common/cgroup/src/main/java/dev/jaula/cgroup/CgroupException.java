package dev.jaula.cgroup;

import org.jspecify.annotations.Nullable;

/**
 * A control group that cannot be used as asked: one line with the thing, the value, the fix. One
 * about a limit names Jaula's option for it, and can be told for a config.json as well.
 */
public final class CgroupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String limit;
  private final String inConfig;
  private final @Nullable String unmounted;

  public CgroupException(String message) {
    this(message, null, message, null);
  }

  private CgroupException(
      String message, @Nullable String limit, String inConfig, @Nullable String unmounted) {
    super(message);
    this.limit = limit;
    this.inConfig = inConfig;
    this.unmounted = unmounted;
  }

  /** value may be empty. */
  static CgroupException of(String limit, String value, String why) {
    return of(limit, value, why, null, "");
  }

  /** One that names another limit, between why and end. */
  static CgroupException of(
      String limit, String value, String why, @Nullable String other, String end) {
    String given = value.isEmpty() ? "" : " " + value;
    return new CgroupException(
        Limit.option(limit) + given + ": " + why + (other == null ? "" : Limit.option(other)) + end,
        limit,
        Limit.path(limit)
            + ":"
            + given
            + (given.isEmpty() ? " " : ": ")
            + why
            + (other == null ? "" : other)
            + end,
        null);
  }

  /** A limit whose controller is in no hierarchy of v1. */
  static CgroupException unmounted(String limit, String controller) {
    String why =
        ": the cgroup controller "
            + controller
            + " is not mounted; try: mkdir /sys/fs/cgroup/"
            + controller
            + " && mount -t cgroup -o "
            + controller
            + " cgroup /sys/fs/cgroup/"
            + controller;
    return new CgroupException(
        Limit.option(limit) + why, limit, Limit.path(limit) + why, controller);
  }

  /** What it is about, where that is a limit. */
  public @Nullable String limit() {
    return limit;
  }

  /** The message with the limit's place in a config.json in the option's place. */
  public String inConfig() {
    return inConfig;
  }

  /** The controller that is not mounted, when that is the reason. */
  public @Nullable String unmounted() {
    return unmounted;
  }
}
