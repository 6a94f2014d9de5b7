package dev.jaula.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A package as an index describes it. Of 60,000 only a hundred are looked at closely, so the fields
 * stay bytes until then.
 */
final class DebPackage {
  private final byte[] lines;
  private final AptSource source;
  private final String name;
  private final String version;

  /**
   * @param lines the fields that matter, each {@code Name: value\n}, unfolded
   */
  DebPackage(AptSource source, String name, byte[] lines) {
    this.source = source;
    this.name = name;
    this.lines = lines;
    this.version = field("Version");
  }

  String name() {
    return name;
  }

  String version() {
    return version;
  }

  String architecture() {
    return field("Architecture");
  }

  /** The value of a field of the index; empty when it is not there, or not one of those kept. */
  String field(String key) {
    int at = 0;
    while (at < lines.length) {
      int end = at;
      while (lines[end] != '\n') {
        end++;
      }
      if (begins(at, key)) {
        int from = at + key.length() + 1;
        return new String(lines, from, end - from, StandardCharsets.UTF_8).trim();
      }
      at = end + 1;
    }
    return "";
  }

  private boolean begins(int at, String key) {
    int n = key.length();
    if (at + n >= lines.length || lines[at + n] != ':') {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (lines[at + i] != key.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean isEssential() {
    return "yes".equals(field("Essential"));
  }

  String priority() {
    return field("Priority");
  }

  /** What must be there before it can work, Pre-Depends first. */
  List<List<Relation>> depends(String arch) {
    List<List<Relation>> all = Relation.parse(field("Pre-Depends"), arch);
    all.addAll(Relation.parse(field("Depends"), arch));
    return all;
  }

  List<List<Relation>> provides(String arch) {
    return Relation.parse(field("Provides"), arch);
  }

  /** Bytes of the archive file. */
  long size() {
    return Long.parseLong(field("Size"));
  }

  String sha256() {
    return field("SHA256");
  }

  /** Where it is, the mirror's address in front. */
  String uri() {
    return source.uri() + "/" + path().replace("%", "%25");
  }

  /** Where it is below the mirror's address. */
  String path() {
    String path = field("Filename");
    if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
      throw new BootstrapException(
          "package " + name + " of " + source + ": its file name '" + path + "' is not allowed");
    }
    return path;
  }

  AptSource source() {
    return source;
  }

  /** The name of its file in a cache, as apt's: {@code NAME_VERSION_ARCH.deb}. */
  String cacheName() {
    return name + "_" + version.replace(":", "%3a") + "_" + architecture() + ".deb";
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
