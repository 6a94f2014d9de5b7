package dev.jaula.layer;

import java.nio.file.Path;
import java.util.List;

/**
 * How a layer is unpacked.
 *
 * @param whiteouts what is made of them
 * @param limits what the stream may grow to
 * @param ignoreChown true to leave a file with this process when its owner cannot be set
 *     (--ignore-chown-errors)
 * @param devices true to make device nodes where that is allowed, false to pass over them
 * @param lowers directories of the layers below, the uppermost first: a parent that the archive
 *     forgot takes after theirs, and a hard link to a file of theirs becomes a copy
 * @param alone true when the layers below are not there yet: what needs them is refused
 * @param threads true to decompress and to hash beside unpacking
 */
public record UnpackOptions(
    Whiteouts whiteouts,
    Limits limits,
    boolean ignoreChown,
    boolean devices,
    List<Path> lowers,
    boolean alone,
    boolean threads) {
  /** For one layer of an overlay, on its own. */
  public static final UnpackOptions OVERLAY = usual(Whiteouts.OVERLAY);

  /** For layer upon layer in one directory. */
  public static final UnpackOptions APPLIED = usual(Whiteouts.APPLIED);

  /** For an archive that is no layer. */
  public static final UnpackOptions LITERAL = usual(Whiteouts.LITERAL);

  private static UnpackOptions usual(Whiteouts whiteouts) {
    boolean threads = Runtime.getRuntime().availableProcessors() > 1;
    return new UnpackOptions(whiteouts, Limits.USUAL, false, true, List.of(), false, threads);
  }

  /** As {@code --ignore-chown-errors}. */
  public UnpackOptions withIgnoreChown(boolean ignore) {
    return new UnpackOptions(whiteouts, limits, ignore, devices, lowers, alone, threads);
  }

  public UnpackOptions withLimits(Limits most) {
    return new UnpackOptions(whiteouts, most, ignoreChown, devices, lowers, alone, threads);
  }

  public UnpackOptions withDevices(boolean make) {
    return new UnpackOptions(whiteouts, limits, ignoreChown, make, lowers, alone, threads);
  }

  public UnpackOptions withLowers(List<Path> below) {
    return new UnpackOptions(
        whiteouts, limits, ignoreChown, devices, List.copyOf(below), alone, threads);
  }

  /**
   * {@link NeedsLowersException} tells that it must be done again when the lower layers are there.
   */
  public UnpackOptions withoutLowers() {
    return new UnpackOptions(whiteouts, limits, ignoreChown, devices, List.of(), true, threads);
  }

  public UnpackOptions withThreads(boolean beside) {
    return new UnpackOptions(whiteouts, limits, ignoreChown, devices, lowers, alone, beside);
  }
}
