package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula rmi}: Docker's rules and words. */
final class RmiVerb {
  private final Call call;
  private final Arguments arguments;
  private final Stores stores;

  private RmiVerb(Call call, Arguments arguments) throws IOException {
    this.call = call;
    this.arguments = arguments;
    this.stores = Stores.open(call);
  }

  static int run(Call call, Arguments arguments) throws IOException {
    return new RmiVerb(call, arguments).all();
  }

  private int all() throws IOException {
    int code = 0;
    for (String typed : arguments.operands()) {
      try {
        one(typed);
      } catch (ImageException e) {
        call.note(String.valueOf(e.getMessage()));
        code = Main.REFUSED;
      }
    }
    return code;
  }

  private void one(String typed) throws IOException {
    Catalog.@Nullable Found found = new Catalog(stores).search(typed);
    if (found == null) {
      if (!arguments.is("force")) {
        throw new ImageException("No such image: " + typed);
      }
      return;
    }
    List<Reference> names = names(found.image());
    if (found.name() != null && names.size() > 1) {
      refuseUsed(found.name(), found.image());
      untag(found.name());
      return;
    }
    if (names.size() > 1 && !arguments.is("force")) {
      throw new ImageException(
          "conflict: unable to delete "
              + brief(found.image())
              + " (must be forced) - image is referenced in multiple repositories");
    }
    remove(found.image(), names);
  }

  private List<Reference> names(Image image) throws IOException {
    List<Reference> names = new ArrayList<>();
    for (Named named : stores.images().list()) {
      if (named.name() != null && named.target().digest().equals(image.target().digest())) {
        names.add(Reference.parse(named.name()));
      }
    }
    return names;
  }

  private void refuseUsed(Reference name, Image image) {
    if (!arguments.is("force") && stores.records().isUsed(name)) {
      throw new ImageException(
          "conflict: unable to remove repository reference \""
              + name.familiar()
              + "\" (must force) - a running container is using its referenced image "
              + brief(image));
    }
  }

  private static String brief(Image image) {
    return image.parts().config().digest().brief();
  }

  private void untag(Reference name) throws IOException {
    new Naming(stores).take(name);
    call.out().println("Untagged: " + name.familiar());
  }

  private void remove(Image image, List<Reference> names) throws IOException {
    boolean used = stores.records().active().contains(image.id());
    for (Reference name : names) {
      used |= stores.records().isUsed(name);
    }
    if (used && !arguments.is("force")) {
      throw new ImageException(
          "conflict: unable to delete "
              + brief(image)
              + " (must be forced) - image is being used by a container");
    }
    for (Reference name : names) {
      untag(name);
    }
    stores.images().remove(image.target().digest());
    stores.records().remove(image.id());
    if (!arguments.is("no-prune")) {
      for (Digest gone : new Garbage(stores).removeOf(image)) {
        call.out().println("Deleted: " + gone);
      }
    }
  }
}
