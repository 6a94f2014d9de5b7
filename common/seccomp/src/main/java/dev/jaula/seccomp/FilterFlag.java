package dev.jaula.seccomp;

import java.util.List;

/**
 * Flags of linux.seccomp.flags and their bits in seccomp(SECCOMP_SET_MODE_FILTER, flags, program).
 */
public enum FilterFlag {
  TSYNC(1),
  LOG(2),
  SPEC_ALLOW(4),
  WAIT_KILLABLE_RECV(32);

  private final int bit;

  FilterFlag(int bit) {
    this.bit = bit;
  }

  /** The flag's bit. */
  public int bit() {
    return bit;
  }

  /** The union of the flags with these OCI names, SECCOMP_FILTER_FLAG_LOG and so on. */
  public static int bits(List<String> names) {
    int bits = 0;
    for (String name : names) {
      bits |= named(name).bit;
    }
    return bits;
  }

  private static FilterFlag named(String name) {
    for (FilterFlag flag : values()) {
      if (name.equals("SECCOMP_FILTER_FLAG_" + flag.name())) {
        return flag;
      }
    }
    throw new SeccompException(
        "seccomp flag \"" + name + "\" is unknown; write e.g. SECCOMP_FILTER_FLAG_LOG");
  }
}
