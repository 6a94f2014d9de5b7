package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Reference;
import java.io.IOException;

/** {@code jaula tag SOURCE TARGET}. */
final class TagVerb {
  private TagVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    Stores stores = Stores.open(call);
    Reference name = Reference.parse(arguments.operands().get(1));
    if (name.digest() != null) {
      throw new ImageException(
          "refusing to create a tag with a digest reference: " + name.familiar());
    }
    try (Lease lease = stores.content().lease()) {
      Image image = new Catalog(stores).find(arguments.operands().get(0)).image();
      new Naming(stores).give(name, image);
    }
    return 0;
  }
}
