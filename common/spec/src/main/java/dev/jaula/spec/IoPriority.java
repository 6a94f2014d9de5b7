package dev.jaula.spec;

import dev.jaula.json.JsonText;

/**
 * Priority at block devices (config.md, "ioPriority"; man 2 ioprio_set).
 *
 * @param priority 0 to 7, 0 comes first
 */
public record IoPriority(Kind kind, int priority) implements Member {
  static final int LOWEST = 7;

  private static final int KIND_SHIFT = 13;

  /** Classes and their numbers (linux/ioprio.h). */
  public enum Kind {
    RT(1),
    BE(2),
    IDLE(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** As in config.json. */
    public String ociName() {
      return "IOPRIO_CLASS_" + name();
    }
  }

  /** The argument of ioprio_set. */
  public int value() {
    return kind.number << KIND_SHIFT | priority;
  }

  @Override
  public void write(JsonText out) {
    out.object("ioPriority").member("class", kind.ociName());
    out.member("priority", priority).endObject();
  }
}
