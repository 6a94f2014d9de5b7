package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads standard input into a store: what a test starts, measures and kills. */
final class LoadProgram {
  private LoadProgram() {}

  /** The store's folder; and a file for what {@code /proc/self/status} says at the end. */
  public static void main(String[] arguments) throws IOException {
    ContentStore store = ContentStore.open(Path.of(arguments[0]));
    new Loader(store, new Images(store)).load(System.in);
    if (arguments.length > 1) {
      Files.writeString(Path.of(arguments[1]), Files.readString(Path.of("/proc/self/status")));
    }
  }
}
