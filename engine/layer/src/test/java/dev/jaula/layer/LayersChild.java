package dev.jaula.layer;

import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own for the tests that kill it or run it elsewhere. */
final class LayersChild {
  private LayersChild() {}

  /** STORE DIGEST add|squash [ARCHIVE]: adds the archive, or what comes from the standard input. */
  public static void main(String[] words) throws IOException {
    Layers layers = new Layers(Path.of(words[0]), new ForeignSyscalls());
    Digest id = Digest.parse(words[1]);
    UnpackOptions options = UnpackOptions.OVERLAY.withIgnoreChown(words[2].equals("squash"));
    try {
      byte[] archive = words.length > 3 ? Files.readAllBytes(Path.of(words[3])) : new byte[0];
      List<String> notes =
          layers.add(id, words.length > 3 ? new ByteArrayInputStream(archive) : System.in, options);
      notes.forEach(System.out::println);
      System.out.println("has " + layers.has(id));
    } catch (LayerException e) {
      System.out.println(e.getMessage());
      System.out.println("left " + Files.exists(Path.of(words[0], "tmp-" + id.hex())));
    }
    if (words.length > 4) {
      System.out.println("removed " + layers.remove(id));
    }
  }

  /** The command that runs it. */
  static List<String> command(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LayersChild.class.getName()));
    command.addAll(List.of(words));
    return command;
  }

  /** The same, for a shell. */
  static String shell(String... words) {
    return "'" + String.join("' '", command(words)) + "'";
  }
}
