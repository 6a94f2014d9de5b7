package dev.jaula.systemd;

import dev.jaula.linux.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's unit and the slice it lies in, as linux.cgroupsPath says it for this driver: {@code
 * slice:prefix:name}, the way of runc (docs/systemd.md), and so of the engines.
 *
 * @param slice such as {@code user-1000.slice}; {@code -.slice} is the root
 * @param name such as {@code docker-1234.scope}
 */
public record UnitPath(String slice, String name) {
  private static final String SLICE = ".slice";
  private static final String ROOT = "-.slice";

  /**
   * The unit of a container; an error when the text has another form.
   *
   * @param cgroupsPath null or empty for {@code :jaula:ID}
   * @param isUser whether the manager is a user's: the default slice is then user.slice
   */
  public static UnitPath of(@Nullable String cgroupsPath, String id, boolean isUser) {
    String path = cgroupsPath == null || cgroupsPath.isEmpty() ? ":jaula:" + id : cgroupsPath;
    List<String> parts = Words.split(path, ':');
    if (parts.size() != 3) {
      throw new SystemdException(
          "expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups, got \""
              + path
              + "\" instead");
    }
    String name = parts.get(2);
    String unit = name.endsWith(SLICE) ? name : parts.get(1) + "-" + name + ".scope";
    if (name.isEmpty() || unit.indexOf('/') >= 0) {
      throw new SystemdException("linux.cgroupsPath: \"" + path + "\" gives no name of a unit");
    }
    return new UnitPath(slice(parts.get(0), isUser), unit);
  }

  private static String slice(String slice, boolean isUser) {
    if (slice.isEmpty()) {
      return isUser ? "user.slice" : "system.slice";
    }
    String full = slice.equals("-") ? ROOT : slice;
    expand(full);
    return full;
  }

  /** Whether the unit is itself a slice, which holds no process. */
  public boolean isSlice() {
    return name.endsWith(SLICE);
  }

  /**
   * The unit's cgroup, below the hierarchy's root.
   *
   * @param manager the cgroup of the manager: {@code /} for the system's, for a user's such as
   *     {@code /user.slice/user-1000.slice/user@1000.service}
   */
  public String cgroup(String manager) {
    String above = manager.equals("/") ? "" : manager;
    // a slice's place follows from its own name
    return above + (isSlice() ? expand(name) : expand(slice) + "/" + name);
  }

  /** {@code /a.slice/a-b.slice} for {@code a-b.slice}; empty for the root. */
  private static String expand(String slice) {
    if (slice.equals(ROOT)) {
      return "";
    }
    if (!slice.endsWith(SLICE) || slice.indexOf('/') >= 0) {
      throw invalid(slice);
    }
    StringBuilder path = new StringBuilder();
    StringBuilder prefix = new StringBuilder();
    for (String part : Words.split(slice.substring(0, slice.length() - SLICE.length()), '-')) {
      if (part.isEmpty()) {
        throw invalid(slice);
      }
      path.append('/').append(prefix).append(part).append(SLICE);
      prefix.append(part).append('-');
    }
    return path.toString();
  }

  private static SystemdException invalid(String slice) {
    return new SystemdException(
        "invalid slice name: " + slice + "; a slice is named like user-1000.slice");
  }
}
