package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Lease;
import dev.jaula.image.Reference;
import dev.jaula.registry.Progress;
import dev.jaula.registry.Pusher;
import dev.jaula.registry.Registries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula push}. */
final class PushVerb {
  private PushVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    String typed = arguments.operands().get(0);
    Reference name = Reference.parse(typed);
    Stores stores = Stores.open(call);
    Progress progress = Progresses.of(call, arguments);
    List<Reference> names = arguments.is("all-tags") ? PullVerb.tags(stores, name) : List.of(name);
    if (names.isEmpty()) {
      throw new ImageException(
          "An image does not exist locally with the tag: " + name.familiarName());
    }
    try (Registries registries = new Registries(Network.setup(call));
        Lease lease = stores.content().lease()) {
      for (Reference one : names) {
        push(stores, registries, progress, one);
      }
    }
    if (arguments.is("quiet")) {
      call.out().println(name);
    }
    return 0;
  }

  private static void push(Stores stores, Registries registries, Progress progress, Reference name)
      throws IOException {
    @Nullable Descriptor target = stores.images().find(name);
    if (target == null) {
      throw new ImageException(
          "An image does not exist locally with the tag: " + name.familiarName());
    }
    new Pusher(registries.client(name), stores.content(), progress)
        .push(name, target, relatives(stores, name, target));
  }

  /** Other repositories there whose image this is too: its blobs need not be sent again. */
  private static List<String> relatives(Stores stores, Reference name, Descriptor target)
      throws IOException {
    List<String> repositories = new ArrayList<>();
    for (Named named : stores.images().list()) {
      if (named.name() == null || !named.target().digest().equals(target.digest())) {
        continue;
      }
      Reference other = Reference.parse(named.name());
      if (other.registry().equals(name.registry())
          && !other.repository().equals(name.repository())) {
        repositories.add(other.repository());
      }
    }
    return repositories;
  }
}
