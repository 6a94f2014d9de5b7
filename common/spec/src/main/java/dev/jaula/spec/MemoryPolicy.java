package dev.jaula.spec;

import dev.jaula.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * On which nodes memory is taken (config-linux.md, "Memory policy"; man 2 set_mempolicy).
 *
 * @param nodes a list as {@code 0-3,7}; null for none
 * @param flags the union of {@link Flag#bit}
 */
public record MemoryPolicy(Mode mode, @Nullable String nodes, int flags) implements Member {
  /** Modes and their numbers (linux/mempolicy.h). */
  public enum Mode {
    DEFAULT(0),
    PREFERRED(1),
    BIND(2),
    INTERLEAVE(3),
    LOCAL(4),
    PREFERRED_MANY(5),
    WEIGHTED_INTERLEAVE(6);

    private final int number;

    Mode(int number) {
      this.number = number;
    }

    /** The kernel's number; set_mempolicy takes its union with the flags. */
    public int number() {
      return number;
    }

    /** As in config.json. */
    public String ociName() {
      return "MPOL_" + name();
    }

    boolean forbidsNodes() {
      return this == DEFAULT || this == LOCAL;
    }

    boolean needsNodes() {
      return !forbidsNodes() && this != PREFERRED;
    }
  }

  /** Flags of a mode (linux/mempolicy.h). */
  public enum Flag {
    NUMA_BALANCING(1 << 13),
    RELATIVE_NODES(1 << 14),
    STATIC_NODES(1 << 15);

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
      return "MPOL_F_" + name();
    }
  }

  @Override
  public void write(JsonText out) {
    out.object("memoryPolicy").member("mode", mode.ociName());
    SpecWriter.text("nodes", nodes, out);
    if (flags != 0) {
      out.array("flags");
      for (Flag flag : Flag.values()) {
        if ((flags & flag.bit) != 0) {
          out.value(flag.ociName());
        }
      }
      out.endArray();
    }
    out.endObject();
  }
}
