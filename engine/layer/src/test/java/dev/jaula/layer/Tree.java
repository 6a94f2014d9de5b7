package dev.jaula.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What find(1) sees of a tree, and commands on trees. */
final class Tree {
  private static final String FORM =
      "find . -type d -printf '%P d %m %U:%G %T@\\n' -o -printf '%P %y %m %U:%G %s %T@ %l\\n'"
          + " | LC_ALL=C sort";

  private Tree() {}

  /** Every path with kind, mode, owner, size, time and target, in order. */
  static List<String> list(Path root) throws IOException, InterruptedException {
    return sh(root, FORM);
  }

  /** As {@link #list} in an overlay of directories, the uppermost first. */
  static List<String> overlay(List<Path> lowers, Path at) throws Exception {
    List<String> words = new ArrayList<>();
    lowers.forEach(lower -> words.add(lower.toString()));
    // an overlay needs two directories
    words.add(java.nio.file.Files.createDirectories(at.resolve("nothing")).toString());
    Path point = java.nio.file.Files.createDirectories(at.resolve("point"));
    return sh(
        at,
        "unshare -m sh -c \"mount -t overlay none -o lowerdir="
            + String.join(":", words)
            + " "
            + point
            + " && cd "
            + point
            + " && "
            // a name that hides nothing is listed in a directory of one layer, but is not there
            + FORM.replace("find .", "find . 2>/dev/null")
            + "\"");
  }

  /** The lines that a command writes; its failure is the test's. */
  static List<String> sh(Path directory, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor()).as(command + "\n" + out).isZero();
    return out.isEmpty() ? List.of() : List.of(out.strip().split("\n"));
  }
}
