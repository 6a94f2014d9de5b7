package dev.jaula.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which variants of an architecture run the programs of which others, by the rules of containerd
 * (github.com/containerd/platforms, {@code Only} and {@code Normalize}).
 */
final class Variants {
  private static final int OLDEST_ARM = 5;

  /** A processor of v9.N has what v8.(N+5) has. */
  private static final int NINE_OVER_EIGHT = 5;

  private Variants() {}

  /** An architecture as Go names it. */
  static String architecture(String name) {
    return switch (name) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      case "i386", "i686", "x86" -> "386";
      default -> name;
    };
  }

  /** The one of several spellings that is compared. */
  static Platform normal(Platform platform) {
    String architecture = architecture(platform.architecture());
    String variant = platform.variant() == null ? "" : platform.variant();
    return of(platform, architecture, variant(architecture, variant));
  }

  private static String variant(String architecture, String variant) {
    return switch (architecture) {
      case "386" -> "";
      case "amd64" -> variant.equals("v1") ? "" : variant;
      case "arm64" -> variant.equals("8") || variant.equals("v8") ? "" : variant;
      case "arm" ->
          switch (variant) {
            case "" -> "v7";
            case "5", "6", "7", "8" -> "v" + variant;
            default -> variant;
          };
      default -> variant;
    };
  }

  /** All that runs on a platform, the best first, normal. */
  static List<Platform> runs(Platform platform) {
    Platform wanted = normal(platform);
    String variant = wanted.variant() == null ? "" : wanted.variant();
    List<Platform> all = new ArrayList<>(List.of(wanted));
    switch (wanted.architecture()) {
      case "amd64" -> {
        for (int level = number(variant) - 1; level >= 1; level--) {
          add(all, wanted, "amd64", "v" + level);
        }
        add(all, wanted, "386", "");
      }
      case "arm" -> addArm(all, wanted, number(variant) - 1);
      case "arm64" -> addArm64(all, wanted, variant.isEmpty() ? "v8" : variant);
      default -> {}
    }
    return all;
  }

  private static void addArm(List<Platform> all, Platform wanted, int newest) {
    for (int version = newest; version >= OLDEST_ARM; version--) {
      add(all, wanted, "arm", "v" + version);
    }
  }

  private static void addArm64(List<Platform> all, Platform wanted, String variant) {
    int dot = variant.indexOf('.');
    int major = number(dot < 0 ? variant : variant.substring(0, dot));
    int minor = dot < 0 ? 0 : Math.max(0, number("v" + variant.substring(dot + 1)));
    if (major == 9) {
      addMinors(all, wanted, "v9", minor - 1);
      minor += NINE_OVER_EIGHT + 1;
      major = 8;
    }
    if (major == 8) {
      addMinors(all, wanted, "v8", minor - 1);
      addArm(all, wanted, 8);
    }
  }

  private static void addMinors(List<Platform> all, Platform wanted, String major, int newest) {
    for (int minor = newest; minor >= 0; minor--) {
      add(all, wanted, "arm64", minor == 0 ? major : major + "." + minor);
    }
  }

  private static void add(List<Platform> all, Platform like, String architecture, String variant) {
    all.add(of(like, architecture, variant(architecture, variant)));
  }

  private static Platform of(Platform like, String architecture, String variant) {
    @Nullable String text = variant.isEmpty() ? null : variant;
    return new Platform(like.os(), architecture, text);
  }

  /** Of {@code vN} with at most two digits; -1 for anything else. */
  private static int number(String variant) {
    int number = -1;
    for (int i = 1; i < variant.length() && i <= 3; i++) {
      int digit = variant.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == 3) {
        return -1;
      }
      number = Math.max(0, number) * 10 + digit;
    }
    return variant.startsWith("v") ? number : -1;
  }
}
