package dev.jaula.layer;

/**
 * How a directory becomes a layer.
 *
 * @param overlay true when it is an overlay's upper directory: its whiteouts and opaque directories
 *     become the layer's
 * @param root true to write an entry {@code ./} for the directory itself
 * @param latest the latest time of an entry in seconds since 1970 (SOURCE_DATE_EPOCH); {@link
 *     Long#MAX_VALUE} for any
 * @param sparse true to leave holes out; image-spec advises against it, as not every reader of
 *     layers understands that
 * @param compression of what is written
 * @param level of the compression
 * @param threads that compress
 */
public record PackOptions(
    boolean overlay,
    boolean root,
    long latest,
    boolean sparse,
    Compression compression,
    int level,
    int threads) {
  /** An overlay's upper directory, as gzip. */
  public static final PackOptions UPPER = usual(true, false);

  /** A whole tree, as gzip. */
  public static final PackOptions TREE = usual(false, true);

  private static PackOptions usual(boolean overlay, boolean root) {
    return new PackOptions(
        overlay,
        root,
        Long.MAX_VALUE,
        false,
        Compression.GZIP,
        Compression.GZIP.usualLevel(),
        Runtime.getRuntime().availableProcessors());
  }

  /** With another compression at its usual level. */
  public PackOptions with(Compression other) {
    return new PackOptions(overlay, root, latest, sparse, other, other.usualLevel(), threads);
  }

  public PackOptions withLevel(int other) {
    return new PackOptions(overlay, root, latest, sparse, compression, other, threads);
  }

  /** With no time later than this. */
  public PackOptions withLatest(long seconds) {
    return new PackOptions(overlay, root, seconds, sparse, compression, level, threads);
  }

  public PackOptions withSparse(boolean holes) {
    return new PackOptions(overlay, root, latest, holes, compression, level, threads);
  }

  public PackOptions withRoot(boolean entry) {
    return new PackOptions(overlay, entry, latest, sparse, compression, level, threads);
  }
}
