package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Images;
import java.io.IOException;
import java.nio.file.Path;

/** Loads standard input into a store: what a test starts and kills. */
final class LoadProgram {
  private LoadProgram() {}

  public static void main(String[] arguments) throws IOException {
    ContentStore store = ContentStore.open(Path.of(arguments[0]));
    new Loader(store, new Images(store)).load(System.in);
  }
}
