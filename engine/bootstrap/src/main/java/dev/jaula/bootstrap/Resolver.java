package dev.jaula.bootstrap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are installed: a first set by priority and name, closed under Depends and
 * Pre-Depends. As debootstrap does, the first alternative that there is wins; other than it, one
 * that is in the set already satisfies the dependency too when the first is only virtual, versions
 * count, and virtual packages have providers.
 */
final class Resolver {
  private final PackageIndex index;
  private final Set<String> avoided;
  private final Map<String, DebPackage> chosen = new LinkedHashMap<>();
  private final Map<String, Set<String>> provided = new HashMap<>();
  private final Deque<DebPackage> open = new ArrayDeque<>();
  private final List<String> missing = new ArrayList<>();

  Resolver(PackageIndex index, Collection<String> avoided) {
    this.index = index;
    this.avoided = new HashSet<>(avoided);
  }

  /** The names of all packages of a priority. */
  static Set<String> ofPriority(PackageIndex index, String... priorities) {
    List<String> wanted = List.of(priorities);
    Set<String> names = new TreeSet<>();
    for (DebPackage each : index.all()) {
      if (wanted.contains(each.priority())) {
        names.add(each.name());
      }
    }
    return names;
  }

  /**
   * Adds packages and all that they need.
   *
   * @param asked why, for a message, such as {@code --include}
   */
  void add(Collection<String> names, String asked) {
    for (String name : names) {
      DebPackage found = index.get(name);
      if (found == null) {
        List<DebPackage> providers = index.providers(name);
        found = providers.size() == 1 ? providers.getFirst() : null;
      }
      if (found == null) {
        throw new BootstrapException(
            "package '" + name + "' (" + asked + ") is in no archive: " + hint(name));
      }
      choose(found);
    }
    close();
  }

  private String hint(String name) {
    List<DebPackage> providers = index.providers(name);
    if (providers.isEmpty()) {
      return "check the name, or add its component with --components";
    }
    Set<String> names = new TreeSet<>();
    providers.forEach(p -> names.add(p.name()));
    return "it is virtual, name one of " + String.join(", ", names);
  }

  private void choose(DebPackage one) {
    if (chosen.putIfAbsent(one.name(), one) == null) {
      open.add(one);
      for (List<Relation> each : one.provides(index.arch())) {
        provided.computeIfAbsent(each.getFirst().name(), _ -> new HashSet<>()).add(one.name());
      }
    }
  }

  private void close() {
    while (!open.isEmpty()) {
      DebPackage next = open.remove();
      for (List<Relation> group : next.depends(index.arch())) {
        satisfy(next, group);
      }
    }
  }

  private void satisfy(DebPackage who, List<Relation> group) {
    Relation first = group.getFirst();
    DebPackage real = real(first);
    if (real != null) {
      choose(real);
      return;
    }
    for (Relation alternative : group) {
      if (isSatisfied(alternative)) {
        return;
      }
    }
    for (Relation alternative : group) {
      DebPackage one = real(alternative);
      one = one == null ? provider(alternative) : one;
      if (one != null) {
        choose(one);
        return;
      }
    }
    List<String> words = new ArrayList<>();
    group.forEach(each -> words.add(each.toString()));
    missing.add(who.name() + " needs " + String.join(" | ", words));
  }

  private boolean isSatisfied(Relation relation) {
    DebPackage real = chosen.get(relation.name());
    if (real != null && relation.accepts(real.version())) {
      return true;
    }
    for (String name : provided.getOrDefault(relation.name(), Set.of())) {
      DebPackage by = chosen.get(name);
      if (by != null && provides(by, relation)) {
        return true;
      }
    }
    return false;
  }

  /** A package that is really there in a version that will do. */
  private @Nullable DebPackage real(Relation relation) {
    DebPackage found = avoided.contains(relation.name()) ? null : index.get(relation.name());
    return found != null && relation.accepts(found.version()) ? found : null;
  }

  /** The best provider of a virtual package: by priority, then by name. */
  private @Nullable DebPackage provider(Relation relation) {
    DebPackage best = null;
    for (DebPackage each : index.providers(relation.name())) {
      boolean possible = !avoided.contains(each.name()) && provides(each, relation);
      if (possible && (best == null || isBefore(each, best))) {
        best = each;
      }
    }
    return best;
  }

  private boolean provides(DebPackage one, Relation relation) {
    for (List<Relation> each : one.provides(index.arch())) {
      Relation is = each.getFirst();
      boolean named = is.name().equals(relation.name());
      // an unversioned Provides satisfies no versioned dependency (Policy 7.5)
      boolean versioned = !is.version().isEmpty() && relation.accepts(is.version());
      if (named && (relation.operator().isEmpty() || versioned)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBefore(DebPackage a, DebPackage b) {
    int order = Integer.compare(rank(a), rank(b));
    return order != 0 ? order < 0 : a.name().compareTo(b.name()) < 0;
  }

  private static int rank(DebPackage one) {
    return switch (one.priority()) {
      case "required" -> 0;
      case "important" -> 1;
      case "standard" -> 2;
      case "optional" -> 3;
      default -> 4;
    };
  }

  /** The set so far, in the order in which it grew. */
  Collection<DebPackage> chosen() {
    return chosen.values();
  }

  boolean has(String name) {
    return chosen.containsKey(name);
  }

  /** Dependencies that no package satisfies, each a line {@code NAME needs ...}. */
  List<String> missing() {
    return missing;
  }
}
