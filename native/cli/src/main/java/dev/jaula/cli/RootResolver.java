package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import org.jspecify.annotations.Nullable;

/** From what the user typed as ROOT to directories. */
final class RootResolver {
  private RootResolver() {}

  /**
   * {@code /} for {@code host}; else a directory, an archive, or an image: of a path and an image
   * of the same name, the path. What is not there yet is pulled and unpacked.
   */
  static RootChoice resolve(Session session, Arguments arguments) {
    String root = arguments.operands().get(0);
    if (root.equals("host") || !ImageRoots.isName(root)) {
      return RootChoice.directory(directory(session, root));
    }
    ImageRoots images = new ImageRoots(session);
    if (session.machine().files().stat(root) == null) {
      return images.find(arguments, root);
    }
    if (images.isHere(root)) {
      throw new CliException(
          "\""
              + root
              + "\" is an image and a path here: write ./"
              + root
              + " for the path, or "
              + root
              + ":latest for the image");
    }
    return RootChoice.directory(directory(session, root));
  }

  private static String directory(Session session, String root) {
    if (root.equals("host")) {
      return "/";
    }
    Files files = session.machine().files();
    @Nullable Stat stat = files.stat(root);
    if (stat == null) {
      throw new CliException(
          "\""
              + root
              + "\": no such root file system; ROOT is host, a directory such as debootstrap makes, a tar archive, or an image");
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
