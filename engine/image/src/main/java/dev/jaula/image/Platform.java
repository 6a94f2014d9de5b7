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
    boolean empty = java.util.Arrays.stream(parts).anyMatch(String::isEmpty);
    if (empty || parts.length > 3) {
      throw new ImageException(
          "--platform \"" + text + "\": write it as os/architecture[/variant], as linux/arm64");
    }
    return switch (parts.length) {
      case 1 -> new Platform("linux", normal(parts[0]), null);
      case 2 -> new Platform(parts[0], normal(parts[1]), null);
      default -> new Platform(parts[0], normal(parts[1]), parts[2]);
    };
  }

  /** This machine's. */
  public static Platform current() {
    return new Platform("linux", normal(System.getProperty("os.arch")), null);
  }

  private static String normal(String architecture) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      case "i386", "i686", "x86" -> "386";
      default -> architecture;
    };
  }

  /**
   * Whether an image for {@code offered} is what was asked for; a variant only when both say one.
   */
  public boolean accepts(Platform offered) {
    return os.equals(offered.os)
        && architecture.equals(offered.architecture)
        && (variant == null || offered.variant == null || variant.equals(offered.variant));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
