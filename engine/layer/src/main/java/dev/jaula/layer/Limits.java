package dev.jaula.layer;

/**
 * What a compressed stream may grow to. Deflate cannot do more than 1,032 to one, and no real layer
 * of that size comes near it.
 *
 * @param bytes the most bytes that may come out; {@link Long#MAX_VALUE} for any number
 * @param ratio the most bytes that may come out for one that went in, judged from {@code free}
 *     bytes on; {@link Integer#MAX_VALUE} for any
 * @param free bytes that may come out whatever the ratio is
 */
public record Limits(long bytes, int ratio, long free) {
  /** A thousand to one after the first 4 GiB, and 1 TiB in all. */
  public static final Limits USUAL = new Limits(1L << 40, 1000, 4L << 30);

  /** No limit. */
  public static final Limits NONE = new Limits(Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  /** At most so many bytes. */
  public static Limits ofBytes(long bytes) {
    return new Limits(bytes, Integer.MAX_VALUE, Long.MAX_VALUE);
  }
}
