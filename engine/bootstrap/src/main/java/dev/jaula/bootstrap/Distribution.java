package dev.jaula.bootstrap;

import java.util.List;
import java.util.Locale;

/** What is known about the distributions: default mirrors, keyrings, which suites are how. */
enum Distribution {
  /** Debian, and whatever is not known, which is taken for something like it. */
  DEBIAN("http://deb.debian.org/debian", "debian-archive-keyring"),
  /** Ubuntu. */
  UBUNTU("http://archive.ubuntu.com/ubuntu", "ubuntu-archive-keyring");

  private static final List<String> UBUNTU_SUITES =
      List.of(
          "trusty",
          "utopic",
          "vivid",
          "wily",
          "xenial",
          "yakkety",
          "zesty",
          "artful",
          "bionic",
          "cosmic",
          "disco",
          "eoan",
          "focal",
          "groovy",
          "hirsute",
          "impish",
          "jammy",
          "kinetic",
          "lunar",
          "mantic",
          "noble",
          "oracular",
          "plucky",
          "questing",
          "resolute",
          "devel");

  /** Ubuntu's suites in which /bin and /usr/bin were two folders. */
  private static final List<String> UBUNTU_SPLIT =
      List.of(
          "trusty", "utopic", "vivid", "wily", "xenial", "yakkety", "zesty", "artful", "bionic",
          "cosmic");

  private static final List<String> DEBIAN_SPLIT =
      List.of("etch", "lenny", "squeeze", "wheezy", "jessie", "stretch");

  private static final List<String> DEBIAN_OLD =
      List.of("etch", "lenny", "squeeze", "wheezy", "jessie", "stretch", "buster", "bullseye");

  private final String mirror;
  private final String keyring;

  Distribution(String mirror, String keyring) {
    this.mirror = mirror;
    this.keyring = keyring;
  }

  /** By a suite's name. */
  static Distribution ofSuite(String suite) {
    int dash = suite.indexOf('-');
    return UBUNTU_SUITES.contains(dash < 0 ? suite : suite.substring(0, dash)) ? UBUNTU : DEBIAN;
  }

  /** By a Release file's Origin, or by the suite when that says nothing. */
  static Distribution of(Release release, String suite) {
    String origin = release.origin().toLowerCase(Locale.ROOT);
    return origin.equals("ubuntu") ? UBUNTU : origin.equals("debian") ? DEBIAN : ofSuite(suite);
  }

  /** The public mirror. */
  String mirror(String arch) {
    boolean port = this == UBUNTU && !arch.equals("amd64") && !arch.equals("i386");
    return port ? "http://ports.ubuntu.com/ubuntu-ports" : mirror;
  }

  /** The keyring in /usr/share/keyrings, without its suffix. */
  String keyring() {
    return keyring;
  }

  /** Whether {@code /bin} and the like are links into {@code /usr} (debootstrap's merge_usr). */
  boolean isMerged(String codename, Variant variant) {
    if (this == UBUNTU) {
      boolean split = UBUNTU_SPLIT.contains(codename);
      return !split && !(codename.equals("hirsute") && variant == Variant.BUILDD);
    }
    boolean oldBuild = DEBIAN_OLD.contains(codename) || codename.equals("bookworm");
    return !DEBIAN_SPLIT.contains(codename) && !(variant == Variant.BUILDD && oldBuild);
  }

  /** Whether the file is needed that keeps the package usrmerge from merging a split system. */
  boolean needsUnmergedMark(String codename, Variant variant) {
    return this == DEBIAN && !isMerged(codename, variant) && !DEBIAN_OLD.contains(codename);
  }

  /**
   * Packages without which the set would bring usrmerge and perl: bookworm's systems are merged
   * from the start, so the empty package that says so is enough.
   */
  List<String> required(String codename) {
    return this == DEBIAN && codename.equals("bookworm") ? List.of("usr-is-merged") : List.of();
  }

  /** Packages that are never taken for a dependency. */
  List<String> avoided(String codename) {
    return this == DEBIAN && !DEBIAN_OLD.contains(codename) ? List.of("usrmerge") : List.of();
  }
}
