package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.registry.Progress;
import dev.jaula.registry.PullOptions;
import dev.jaula.registry.Pulled;
import dev.jaula.registry.Puller;
import dev.jaula.registry.Registries;
import dev.jaula.registry.RegistryClient;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula pull}: downloads, verifies and unpacks in one go, then gives the name. */
final class PullVerb {
  private final Call call;
  private final Arguments arguments;
  private final Stores stores;
  private final Progress progress;

  PullVerb(Call call, Arguments arguments, Stores stores) {
    this.call = call;
    this.arguments = arguments;
    this.stores = stores;
    this.progress = Progresses.of(call, arguments);
  }

  static int run(Call call, Arguments arguments) throws IOException {
    new PullVerb(call, arguments, Stores.open(call)).all(arguments.operands().get(0));
    return 0;
  }

  private void all(String typed) throws IOException {
    Reference name = Reference.parse(typed);
    try (Registries registries = new Registries(Network.setup(call))) {
      if (!arguments.is("all-tags")) {
        pull(registries.client(name), name);
        call.out().println(name);
        return;
      }
      if (typed.lastIndexOf(':') > typed.lastIndexOf('/') || name.digest() != null) {
        throw new ImageException("tag can't be used with --all-tags/-a: name the repository alone");
      }
      RegistryClient client = registries.client(name);
      for (String tag : client.tags()) {
        pull(client, new Reference(name.registry(), name.repository(), tag, null));
      }
      call.out().println(name.familiarName());
    }
  }

  /** The image is found by its name afterwards, also by a run. */
  Image one(Reference name) throws IOException {
    try (Registries registries = new Registries(Network.setup(call))) {
      return pull(registries.client(name), name);
    }
  }

  private Image pull(RegistryClient client, Reference name) throws IOException {
    try (Lease lease = stores.content().lease()) {
      @Nullable Descriptor before = stores.images().find(name);
      Pulled pulled =
          new Puller(client, stores.content(), new StreamSink(progress, stores), progress)
              .pull(name, options());
      Image image = new Image(pulled.target(), pulled.image(), pulled.manifest(), pulled.config());
      new Readiness(call, stores).make(image, name);
      stores.images().tag(name, image.target());
      boolean same = before != null && before.digest().equals(image.target().digest());
      progress.line(
          "Status: "
              + (same ? "Image is up to date for " : "Downloaded newer image for ")
              + name.familiar());
      return image;
    }
  }

  private PullOptions options() {
    @Nullable String platform = arguments.value("platform");
    return platform == null
        ? PullOptions.usual()
        : new PullOptions(Platform.parse(platform), true, false);
  }

  /** The tags of a repository that are here. */
  static List<Reference> tags(Stores stores, Reference repository) throws IOException {
    return stores.images().list().stream()
        .filter(named -> named.name() != null)
        .map(named -> Reference.parse(String.valueOf(named.name())))
        .filter(name ->
            name.registry().equals(repository.registry())
                && name.repository().equals(repository.repository()))
        .toList();
  }
}
