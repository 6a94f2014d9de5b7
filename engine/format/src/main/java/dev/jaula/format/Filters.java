package dev.jaula.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of {@code --filter}, given once or many times, by name. */
public final class Filters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Filters() {}

  /**
   * Reads {@code NAME=VALUE} each; an empty one is none.
   *
   * @param known the names that there are
   * @throws FormatException in Docker's words, {@code invalid filter 'x'}
   */
  public static Filters parse(List<String> given, Set<String> known) {
    Filters filters = new Filters();
    for (String filter : given) {
      filters.add(filter, known);
    }
    return filters;
  }

  private void add(String filter, Set<String> known) {
    if (filter.isEmpty()) {
      return;
    }
    int equals = filter.indexOf('=');
    if (equals < 0) {
      throw new FormatException(
          "invalid argument "
              + Quote.quote(filter)
              + " for \"-f, --filter\" flag: bad format of filter (expected name=value)");
    }
    String name = filter.substring(0, equals).strip().toLowerCase(java.util.Locale.ROOT);
    if (!known.contains(name)) {
      throw new FormatException("invalid filter '" + name + "'");
    }
    values
        .computeIfAbsent(name, ignored -> new ArrayList<>())
        .add(filter.substring(equals + 1).strip());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** All values of a filter, in order; none when it was not given. */
  public List<String> get(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The last value of a filter, or null. */
  public @Nullable String last(String name) {
    List<String> all = get(name);
    return all.isEmpty() ? null : all.getLast();
  }

  /**
   * True or false for a filter that is either.
   *
   * @return null when it was not given
   * @throws FormatException when it is neither, or both
   */
  public @Nullable Boolean bool(String name) {
    List<String> all = get(name);
    boolean yes = all.stream().anyMatch(value -> value.equals("1") || value.equals("true"));
    boolean no = all.stream().anyMatch(value -> value.equals("0") || value.equals("false"));
    if (all.isEmpty()) {
      return null;
    }
    if (yes == no) {
      throw new FormatException("invalid filter '" + name + "=" + all + "'");
    }
    return yes;
  }

  /** Whether all of {@code label=NAME} and {@code label=NAME=VALUE} hold. */
  public boolean labels(Map<String, String> labels) {
    return get("label").stream().allMatch(wanted -> label(wanted, labels));
  }

  private static boolean label(String wanted, Map<String, String> labels) {
    int equals = wanted.indexOf('=');
    String name = equals < 0 ? wanted : wanted.substring(0, equals);
    String value = labels.get(name);
    return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
  }
}
