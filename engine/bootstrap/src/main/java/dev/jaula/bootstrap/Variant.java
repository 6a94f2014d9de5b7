package dev.jaula.bootstrap;

/** How much is installed (man 8 debootstrap, --variant). */
public enum Variant {
  /** Required and important packages: {@code -}. */
  STANDARD("-"),
  /** Required packages and apt. */
  MINBASE("minbase"),
  /** Required packages, apt and build-essential. */
  BUILDD("buildd");

  private final String word;

  Variant(String word) {
    this.word = word;
  }

  /** As it is written on a command line. */
  public String word() {
    return word;
  }

  /** The variant of this name; empty is {@link #STANDARD}. */
  public static Variant of(String word) {
    for (Variant variant : values()) {
      if (variant.word.equals(word.isEmpty() ? "-" : word)) {
        return variant;
      }
    }
    throw new BootstrapException("variant '" + word + "' is not known: minbase, buildd or -");
  }
}
