package dev.jaula.registry;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Images;
import dev.jaula.image.Lease;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that pulls an image: a directory, a name. */
final class PullProgram {
  private PullProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Reference name = Reference.parse(arguments[1]);
    ContentStore store = ContentStore.open(directory.resolve("images"));
    try (Registries registries = new Registries(Loopback.setup(directory));
        Lease lease = store.lease()) {
      Pulled pulled =
          new Puller(registries.client(name), store, new KeptLayers(), Progress.silent())
              .pull(name, PullerTest.AMD64);
      new Images(store).tag(name, pulled.target());
    }
  }
}
