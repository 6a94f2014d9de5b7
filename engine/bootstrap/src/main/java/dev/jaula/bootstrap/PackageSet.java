package dev.jaula.bootstrap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is installed, in two parts.
 *
 * @param required the packages that the system cannot do without, with all they need
 * @param base the others
 * @param missing dependencies that no package satisfies
 */
record PackageSet(List<DebPackage> required, List<DebPackage> base, List<String> missing) {

  /** The packages that the options ask for (work_out_debs of debootstrap's scripts). */
  static PackageSet of(
      PackageIndex index, Distribution distribution, String codename, BootstrapOptions options) {
    Resolver resolver = new Resolver(index, distribution.avoided(codename));
    Set<String> excluded = new HashSet<>(options.exclude());
    List<String> required = new ArrayList<>(Resolver.ofPriority(index, "required"));
    if (required.isEmpty()) {
      throw new BootstrapException(
          "suite '" + options.suite() + "' has no package of priority required: no base system");
    }
    required.addAll(distribution.required(codename));
    required.removeIf(excluded::contains);
    resolver.add(required, "priority required");
    List<DebPackage> first = List.copyOf(resolver.chosen());
    List<String> base = new ArrayList<>(base(index, options));
    base.removeIf(excluded::contains);
    resolver.add(base, "variant " + options.variant().word());
    List<String> include = new ArrayList<>(options.include());
    include.removeIf(excluded::contains);
    resolver.add(include, "--include");
    List<DebPackage> all = List.copyOf(resolver.chosen());
    return new PackageSet(first, all.subList(first.size(), all.size()), resolver.missing());
  }

  private static List<String> base(PackageIndex index, BootstrapOptions options) {
    List<String> base = new ArrayList<>();
    switch (options.variant()) {
      case STANDARD -> base.addAll(Resolver.ofPriority(index, "important"));
      case MINBASE -> base.add("apt");
      case BUILDD -> base.addAll(List.of("apt", "build-essential"));
    }
    for (String mirror : options.mirrors()) {
      if (mirror.startsWith("https:")) {
        base.add("ca-certificates");
        break;
      }
    }
    return base;
  }

  /** Both parts. */
  List<DebPackage> all() {
    List<DebPackage> all = new ArrayList<>(required);
    all.addAll(base);
    return all;
  }
}
