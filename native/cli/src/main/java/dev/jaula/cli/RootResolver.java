package dev.jaula.cli;

import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import org.jspecify.annotations.Nullable;

/** From what the user typed as ROOT to a directory. */
final class RootResolver {
  private RootResolver() {}

  /**
   * {@code /} for {@code host}; else a directory, after an archive has been unpacked when need be.
   */
  static String resolve(Session session, String root) {
    if (root.equals("host")) {
      return "/";
    }
    Files files = session.machine().files();
    @Nullable Stat stat = files.stat(root);
    if (stat == null) {
      throw new CliException(
          "\""
              + root
              + "\": no such root file system; ROOT is host, a directory such as debootstrap makes, or a tar archive");
    }
    if (stat.isRegular()) {
      return new ArchiveStore(session).directory(root);
    }
    if (!stat.isDirectory()) {
      throw new CliException(
          "\""
              + root
              + "\" is neither a directory nor a tar archive; ROOT is one of them, or host");
    }
    String path = root.startsWith("/") ? root : files.directories().current() + "/" + root;
    String clean = clean(path);
    if (clean.equals("/")) {
      throw new CliException(
          "ROOT cannot be / itself: write host, which shows this machine's root under a throw-away layer");
    }
    return clean;
  }

  /**
   * Without doubled or trailing slashes and dots; links and {@code ..} are the kernel's to follow.
   */
  private static String clean(String path) {
    StringBuilder text = new StringBuilder();
    for (String part : Values.split(path, '/')) {
      if (!part.isEmpty() && !part.equals(".")) {
        text.append('/').append(part);
      }
    }
    return text.isEmpty() ? "/" : text.toString();
  }
}
