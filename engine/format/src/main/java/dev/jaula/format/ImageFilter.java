package dev.jaula.format;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which images {@code jaula images --filter} lists. */
public final class ImageFilter {
  /** The names of the filters. */
  public static final Set<String> NAMES =
      Set.of("reference", "before", "since", "dangling", "label", "until");

  /**
   * An image as a filter sees it.
   *
   * @param names its names as people write them, {@code debian:stable}
   * @param created when it was made
   */
  public record Facts(List<String> names, Instant created, Map<String, String> labels) {}

  private final Filters filters;
  private final @Nullable Boolean dangling;
  private final @Nullable Instant before;
  private final @Nullable Instant since;

  /**
   * A filter.
   *
   * @param created when the image of {@code before=NAME} or {@code since=NAME} was made; throws
   *     when there is none
   * @param now from when {@code until=24h} counts back
   */
  public ImageFilter(Filters filters, Function<String, Instant> created, Instant now) {
    this.filters = filters;
    this.dangling = filters.bool("dangling");
    Instant until = earliest(filters.get("until"), value -> Times.parse(value, now));
    Instant older = earliest(filters.get("before"), created);
    this.before = until == null || older != null && older.isBefore(until) ? older : until;
    this.since = filters.get("since").stream().map(created).max(Instant::compareTo).orElse(null);
    for (String pattern : filters.get("reference")) {
      reference(pattern, "");
    }
  }

  private static @Nullable Instant earliest(List<String> values, Function<String, Instant> time) {
    return values.stream().map(time).min(Instant::compareTo).orElse(null);
  }

  /** Whether the image is listed. */
  public boolean test(Facts image) {
    return (dangling == null || dangling == image.names().isEmpty())
        && (before == null || image.created().isBefore(before))
        && (since == null || image.created().isAfter(since))
        && filters.labels(image.labels())
        && (filters.get("reference").isEmpty() || !names(image).isEmpty());
  }

  /** The image's names that {@code reference} lets through: all when it was not given. */
  public List<String> names(Facts image) {
    List<String> patterns = filters.get("reference");
    return image.names().stream()
        .filter(name ->
            patterns.isEmpty() || patterns.stream().anyMatch(pattern -> reference(pattern, name)))
        .toList();
  }

  /** A pattern is matched with the whole name, and with the name without tag and digest. */
  private static boolean reference(String pattern, String name) {
    try {
      return Glob.matches(pattern, name) || Glob.matches(pattern, repository(name));
    } catch (FormatException e) {
      throw new FormatException("invalid filter 'reference=" + pattern + "': " + e.getMessage());
    }
  }

  private static String repository(String name) {
    int digest = name.indexOf('@');
    String tagged = digest < 0 ? name : name.substring(0, digest);
    int tag = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    return tag < 0 ? tagged : tagged.substring(0, tag);
  }
}
