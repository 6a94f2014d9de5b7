package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Sizes;
import dev.jaula.json.JsonValue;
import dev.jaula.linux.Words;
import org.jspecify.annotations.Nullable;

/** The options of {@code update} as linux.resources. */
final class UpdateFlags {
  private final Arguments arguments;
  private final JsonValue.Obj resources = new JsonValue.Obj();

  private UpdateFlags(Arguments arguments) {
    this.arguments = arguments;
  }

  static JsonValue.Obj read(Arguments arguments) {
    UpdateFlags flags = new UpdateFlags(arguments);
    flags.cpu();
    flags.memory();
    flags.number("pids", "limit", "pids-limit");
    flags.number("blockIO", "weight", "blkio-weight");
    return flags.resources;
  }

  private void cpu() {
    number("cpu", "shares", "cpu-share");
    number("cpu", "period", "cpu-period");
    number("cpu", "quota", "cpu-quota");
    number("cpu", "burst", "cpu-burst");
    number("cpu", "realtimePeriod", "cpu-rt-period");
    number("cpu", "realtimeRuntime", "cpu-rt-runtime");
    number("cpu", "idle", "cpu-idle");
    text("cpu", "cpus", "cpuset-cpus");
    text("cpu", "mems", "cpuset-mems");
  }

  private void memory() {
    size("limit", "memory");
    size("reservation", "memory-reservation");
    size("swap", "memory-swap");
  }

  private void number(String member, String name, String option) {
    @Nullable String typed = arguments.value(option);
    if (typed == null || typed.isEmpty()) {
      return;
    }
    if (!Words.isNumber(typed)) {
      throw new OciException(
          "invalid value for --" + option + ": \"" + typed + "\" is not a whole number");
    }
    put(member, name, JsonValue.of(Long.parseLong(typed)));
  }

  private void size(String name, String option) {
    @Nullable String typed = arguments.value(option);
    if (typed != null && !typed.isEmpty()) {
      put("memory", name, JsonValue.of(Sizes.limit("invalid value for --" + option, typed)));
    }
  }

  private void text(String member, String name, String option) {
    @Nullable String typed = arguments.value(option);
    if (typed != null && !typed.isEmpty()) {
      put(member, name, new JsonValue.Str(typed));
    }
  }

  private void put(String member, String name, JsonValue value) {
    ResourceChange.member(resources, member).put(name, value);
  }
}
