package dev.jaula.image;

import org.jspecify.annotations.Nullable;

/**
 * What an image runs on (image-spec, image-index.md, "platform").
 *
 * @param os {@code linux}
 * @param architecture as Go names it: {@code amd64}, {@code arm64} ...
 * @param variant of the architecture, as {@code v8}; null when there is none
 */
public record Platform(String os, String architecture, @Nullable String variant) {
  /**
   * Reads {@code os/architecture[/variant]} or, as Docker does, the architecture alone.
   *
   * @throws ImageException when there are more parts, or an empty one
   */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    boolean empty = false;
    for (String part : parts) {
      empty |= part.isEmpty();
    }
    if (empty || parts.length > 3) {
      throw new ImageException(
          "--platform \"" + text + "\": write it as os/architecture[/variant], as linux/arm64");
    }
    return switch (parts.length) {
      case 1 -> named("linux", parts[0], null);
      case 2 -> named(parts[0], parts[1], null);
      default -> named(parts[0], parts[1], parts[2]);
    };
  }

  /** The distributions' names of architectures are understood, as containerd does. */
  private static Platform named(String os, String architecture, @Nullable String variant) {
    return switch (architecture) {
      case "armhf" -> new Platform(os, "arm", "v7");
      case "armel" -> new Platform(os, "arm", "v6");
      default -> new Platform(os, Variants.architecture(architecture), variant);
    };
  }

  /** This machine's. */
  public static Platform current() {
    return named("linux", System.getProperty("os.arch"), null);
  }

  /** Whether an image for {@code offered} runs on this. */
  public boolean accepts(Platform offered) {
    return rank(offered) >= 0;
  }

  /**
   * How well an image for {@code offered} suits this: 0 when it is for just this, more when it is
   * for an older variant or for an architecture that this one runs too, -1 when it does not run.
   */
  public int rank(Platform offered) {
    return os.equals(offered.os) ? Variants.runs(this).indexOf(Variants.normal(offered)) : -1;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
