package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What {@code jaula run} asks for: an image that is here, unpacked, and has its record. */
final class PrepareVerb {
  private PrepareVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    String typed = arguments.operands().get(0);
    String pull = arguments.value("pull", "missing");
    Stores stores = Stores.open(call);
    Catalog.@Nullable Found found = null;
    try (Lease lease = stores.content().lease()) {
      if (!pull.equals("always")) {
        found = new Catalog(stores).search(typed, platform(arguments));
      }
      if (found != null && isFor(found.image(), arguments)) {
        new Readiness(call, stores).make(found.image(), found.name());
        return 0;
      }
    }
    if (pull.equals("never")) {
      throw new ImageException("No such image: " + typed + "; fix: leave out --pull never");
    }
    if (found == null && !pull.equals("always") && !arguments.is("quiet")) {
      call.error().println("Unable to find image '" + shown(typed) + "' locally");
    }
    new PullVerb(call, arguments, stores).one(Reference.parse(typed));
    return 0;
  }

  private static String shown(String typed) {
    return Reference.parse(typed).familiar();
  }

  private static Platform platform(Arguments arguments) {
    @Nullable String platform = arguments.value("platform");
    return platform == null ? Platform.current() : Platform.parse(platform);
  }

  private static boolean isFor(Image image, Arguments arguments) {
    @Nullable String platform = arguments.value("platform");
    return platform == null || Platform.parse(platform).accepts(image.config().platform());
  }
}
