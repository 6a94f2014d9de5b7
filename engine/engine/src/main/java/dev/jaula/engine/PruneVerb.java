package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Prune;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code jaula prune}: prints what would go, asks, and removes it. */
final class PruneVerb {
  private final Call call;
  private final Arguments arguments;
  private final Stores stores;

  private PruneVerb(Call call, Arguments arguments) throws IOException {
    this.call = call;
    this.arguments = arguments;
    this.stores = Stores.open(call);
  }

  static int run(Call call, Arguments arguments) throws IOException {
    return new PruneVerb(call, arguments).prune();
  }

  private int prune() throws IOException {
    Set<String> active = stores.records().active();
    boolean all = arguments.is("all");
    Prune prune = new Prune(stores.content(), stores.images());
    Prune.Plan plan =
        prune.plan(named -> (all || Prune.isDangling(named)) && !isActive(active, named));
    List<Digest> layers = new Garbage(stores).layersWithout(plan);
    long size = print(plan, layers);
    if (arguments.is("dry-run")) {
      call.out().println("Total reclaimable space: " + Words.size(size));
      return 0;
    }
    if (!plan.items().isEmpty() || !layers.isEmpty()) {
      if (!arguments.is("force") && !isAgreed()) {
        return 0;
      }
      prune.apply(plan);
      new Garbage(stores).sweep();
    }
    call.out().println("Total reclaimed space: " + Words.size(size));
    return 0;
  }

  private boolean isActive(Set<String> active, Named named) {
    try {
      return active.contains(new Catalog(stores).load(named.target()).id());
    } catch (IOException | ImageException e) {
      return false; // broken: nobody can run it
    }
  }

  private long print(Prune.Plan plan, List<Digest> layers) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Prune.Item item : plan.items()) {
      String kind = item.kind().name().toLowerCase(Locale.ROOT);
      lines.add(kind + "\t" + item.name() + "\t" + Words.size(item.size()));
    }
    long size = plan.size();
    for (Digest layer : layers) {
      long one = DiskUse.of(stores.layers().directory(layer));
      size += one;
      lines.add("layer\t" + layer + "\t" + Words.size(one));
    }
    lines.forEach(call.out()::println);
    return size;
  }

  /** Nothing is removed unless somebody says so. */
  private boolean isAgreed() throws IOException {
    call.out().print("Are you sure you want to continue? [y/N] ");
    call.out().flush();
    int answer = System.in.read();
    return answer == 'y' || answer == 'Y';
  }
}
