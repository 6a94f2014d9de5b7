package dev.jaula.spec;

import dev.jaula.json.JsonText;

/**
 * How the processor is shared, as sched_setattr(2) takes it (config.md, "scheduler").
 *
 * @param nice -20 to 19
 * @param priority 1 to 99 for FIFO and RR, else 0
 * @param flags the union of {@link Flag#bit}
 * @param runtime nanoseconds, DEADLINE only, as deadline and period
 */
public record Scheduler(
    Policy policy, int nice, int priority, int flags, long runtime, long deadline, long period)
    implements Member {
  /** Policies and their numbers (linux/sched.h). */
  public enum Policy {
    OTHER(0),
    FIFO(1),
    RR(2),
    BATCH(3),
    /** Reserved: no kernel of Linux has it. */
    ISO(4),
    IDLE(5),
    DEADLINE(6);

    private final int number;

    Policy(int number) {
      this.number = number;
    }

    /** The kernel's number. */
    public int number() {
      return number;
    }

    /** As in config.json. */
    public String ociName() {
      return "SCHED_" + name();
    }

    boolean isRealTime() {
      return this == FIFO || this == RR;
    }
  }

  /** Flags of sched_attr (linux/sched.h). */
  public enum Flag {
    RESET_ON_FORK(0x01),
    RECLAIM(0x02),
    DL_OVERRUN(0x04),
    KEEP_POLICY(0x08),
    KEEP_PARAMS(0x10),
    UTIL_CLAMP_MIN(0x20),
    UTIL_CLAMP_MAX(0x40);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }

    /** The kernel's bit. */
    public int bit() {
      return bit;
    }

    /** As in config.json. */
    public String ociName() {
      return "SCHED_FLAG_" + name();
    }
  }

  @Override
  public void write(JsonText out) {
    out.object("scheduler").member("policy", policy.ociName());
    number("nice", nice, out);
    number("priority", priority, out);
    if (flags != 0) {
      out.array("flags");
      for (Flag flag : Flag.values()) {
        if ((flags & flag.bit) != 0) {
          out.value(flag.ociName());
        }
      }
      out.endArray();
    }
    number("runtime", runtime, out);
    number("deadline", deadline, out);
    number("period", period, out);
    out.endObject();
  }

  private static void number(String name, long number, JsonText out) {
    if (number != 0) {
      out.member(name, number);
    }
  }
}
