package dev.jaula.bootstrap;

import java.util.ArrayList;
import java.util.List;

/**
 * One package that a dependency may be satisfied by (Debian Policy 7.1): {@code name:any (>= 1)}.
 *
 * @param name the package, real or virtual
 * @param qualifier the architecture after the colon, such as {@code any}; empty for none
 * @param operator the relation of versions; empty for any version
 * @param version what it is compared with; empty for any
 */
record Relation(String name, String qualifier, String operator, String version) {

  /**
   * The groups of a field such as Depends: each must be satisfied, by any of its alternatives.
   * Alternatives for other architectures (in brackets) and build profiles are left out.
   */
  static List<List<Relation>> parse(String field, String arch) {
    List<List<Relation>> groups = new ArrayList<>();
    for (String group : Words.split(field, ',')) {
      List<Relation> alternatives = new ArrayList<>();
      for (String alternative : Words.split(group, '|')) {
        if (!alternative.isEmpty() && isFor(alternative, arch)) {
          alternatives.add(one(alternative));
        }
      }
      if (!alternatives.isEmpty()) {
        groups.add(alternatives);
      }
    }
    return groups;
  }

  private static Relation one(String text) {
    int end = 0;
    while (end < text.length() && " \t\n(<[".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(0, end);
    int colon = name.indexOf(':');
    String qualifier = colon < 0 ? "" : name.substring(colon + 1);
    String plain = colon < 0 ? name : name.substring(0, colon);
    int open = text.indexOf('(');
    int close = text.indexOf(')', open + 1);
    if (open < 0 || close < 0) {
      return new Relation(plain, qualifier, "", "");
    }
    String inside = text.substring(open + 1, close).trim();
    int sign = 0;
    while (sign < inside.length() && "<>=".indexOf(inside.charAt(sign)) >= 0) {
      sign++;
    }
    String operator = sign == 0 ? "=" : inside.substring(0, sign);
    return new Relation(plain, qualifier, operator, inside.substring(sign).trim());
  }

  private static boolean isFor(String text, String arch) {
    int open = text.indexOf('[');
    int close = text.indexOf(']', open + 1);
    if (open < 0 || close < 0) {
      return true;
    }
    boolean named = false;
    boolean negated = false;
    for (String word : Words.of(text.substring(open + 1, close))) {
      boolean not = word.startsWith("!");
      negated |= not;
      String name = not ? word.substring(1) : word;
      named |= name.equals(arch) || name.equals("any") || name.equals("linux-any");
    }
    return named != negated;
  }

  /** Whether a package of this version will do; versions of providers are in their Provides. */
  boolean accepts(String candidate) {
    return operator.isEmpty() || DebianVersion.satisfies(candidate, operator, version);
  }

  @Override
  public String toString() {
    return operator.isEmpty() ? name : name + " (" + operator + " " + version + ")";
  }
}
