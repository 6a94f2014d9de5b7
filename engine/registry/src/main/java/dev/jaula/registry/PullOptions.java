package dev.jaula.registry;

import dev.jaula.image.Platform;

/**
 * What is wanted of an image.
 *
 * @param platform of the image
 * @param exact whether an image that is not for this platform is an error, as when it was asked for
 * @param referrers whether what refers to the image (signatures, attestations) is kept too
 */
public record PullOptions(Platform platform, boolean exact, boolean referrers) {
  /** For this machine. */
  public static PullOptions usual() {
    return new PullOptions(Platform.current(), false, false);
  }
}
