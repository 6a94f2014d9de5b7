package dev.jaula.systemd;

/** A list of CPUs or memory nodes as bits, the lowest first (systemd's AllowedCPUs). */
final class CpuMask {
  /** Far above what the kernel can count. */
  private static final int LIMIT = 65_536;

  private CpuMask() {}

  /**
   * The bits of a list such as {@code 0-3,8}, in as few bytes as hold them.
   *
   * @param name for the error
   */
  static byte[] of(String name, String list) {
    byte[] bits = new byte[LIMIT / 8];
    int length = 0;
    for (String part : Words.split(list.replace('\n', ' ').replace(' ', ','), ',')) {
      int dash = part.indexOf('-');
      long first = Words.natural(dash < 0 ? part : part.substring(0, dash));
      long last = dash < 0 ? first : Words.natural(part.substring(dash + 1));
      if (first < 0 || last < first || last >= LIMIT) {
        throw bad(name, list);
      }
      for (int i = (int) first; i <= last; i++) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
      length = Math.max(length, (int) last / 8 + 1);
    }
    if (length == 0) {
      throw bad(name, list);
    }
    byte[] exact = new byte[length];
    System.arraycopy(bits, 0, exact, 0, length);
    return exact;
  }

  private static SystemdException bad(String name, String list) {
    return new SystemdException(name + ": \"" + list + "\" is not a list like 0-3,8");
  }
}
