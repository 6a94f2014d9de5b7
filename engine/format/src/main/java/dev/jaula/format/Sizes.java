package dev.jaula.format;

/** Sizes for people, as docker/go-units writes them. */
public final class Sizes {
  private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** Three digits, powers of 1000, as in lists: {@code 117MB}, {@code 7.8kB}. */
  public static String human(long bytes) {
    return custom((double) bytes, 3, 1000, DECIMAL);
  }

  /** Four digits, powers of 1000: {@code 116.9MB}. */
  public static String precise(long bytes) {
    return custom((double) bytes, 4, 1000, DECIMAL);
  }

  /** Four digits, powers of 1024: {@code 111.5MiB}. */
  public static String binary(long bytes) {
    return custom((double) bytes, 4, 1024, BINARY);
  }

  private static String custom(double bytes, int digits, int base, String[] units) {
    double size = bytes;
    int unit = 0;
    while (size >= base && unit < units.length - 1) {
      size /= base;
      unit++;
    }
    return Numbers.general(size, digits) + units[unit];
  }
}
