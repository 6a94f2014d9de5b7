package dev.jaula.engine;

import dev.jaula.format.ImageFilter;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Obj;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code jaula images}.
 *
 * @param name null for an image that lost its name
 * @param image what it stands for
 */
record ImageRow(@Nullable Reference name, Image image) {
  private static final String NONE = "<none>";

  /** As Docker has them. */
  static int newestFirst(ImageRow one, ImageRow other) {
    int order = other.created().compareTo(one.created());
    return order != 0 ? order : one.text().compareTo(other.text());
  }

  /** The heads of the columns. */
  static final Map<String, String> HEADERS =
      Map.of(
          "ID", "IMAGE ID",
          "Repository", "REPOSITORY",
          "Tag", "TAG",
          "Digest", "DIGEST",
          "CreatedSince", "CREATED",
          "CreatedAt", "CREATED AT",
          "Size", "SIZE");

  Instant created() {
    return instant(image.config().created());
  }

  /** The beginning of time for an image that does not say when it was made. */
  static Instant instant(String text) {
    return Moments.parse(text);
  }

  /** What a filter wants to know. */
  ImageFilter.Facts facts() {
    List<String> names = name == null ? List.of() : List.of(name.familiar());
    return new ImageFilter.Facts(names, created(), image.config().labels());
  }

  private String text() {
    return name == null ? "" : name.familiar();
  }

  String id(boolean whole) {
    Digest digest = image.parts().config().digest();
    return whole ? digest.toString() : digest.brief();
  }

  String repository() {
    return name == null ? NONE : name.familiarName();
  }

  String tag() {
    return name == null || name.tag() == null ? NONE : name.tag();
  }

  /**
   * Docker's fields (docker image ls --help, "Formatting").
   *
   * @param dates whether anybody asks for CreatedAt, which takes a while to load
   */
  Obj fields(boolean whole, boolean dates) {
    Obj row = new Obj().put("Containers", "N/A");
    if (dates) {
      row.put("CreatedAt", Words.date(created()));
    }
    row.put("CreatedSince", Words.since(created())).put("Digest", digest());
    row.put("ID", id(whole)).put("Repository", repository()).put("SharedSize", "N/A");
    row.put("Size", Words.size(image.size())).put("Tag", tag()).put("UniqueSize", "N/A");
    return row.put("VirtualSize", Words.size(image.size()));
  }

  private String digest() {
    return name == null ? NONE : image.target().digest().toString();
  }

  /** Whether it is of a repository, or of a repository and a tag, as they are typed. */
  boolean matches(String typed) {
    if (name == null) {
      return false;
    }
    Reference wanted;
    try {
      wanted = Reference.parse(typed);
    } catch (ImageException e) {
      return false;
    }
    boolean tagged = typed.lastIndexOf(':') > typed.lastIndexOf('/');
    return name.registry().equals(wanted.registry())
        && name.repository().equals(wanted.repository())
        && (!tagged || tag().equals(wanted.tag()));
  }
}
