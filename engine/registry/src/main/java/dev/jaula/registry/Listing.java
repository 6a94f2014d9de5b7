package dev.jaula.registry;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that comes in pages, each with a Link to the next (distribution-spec, end-8; RFC 8288).
 */
final class Listing {
  private static final int PAGE = 4 << 20;
  private static final int PAGES = 10_000;

  private final Place place;
  private final Remote remote;

  Listing(Place place, Remote remote) {
    this.place = place;
    this.remote = remote;
  }

  /**
   * The items of an array in all pages.
   *
   * @param name of what is listed, for messages
   * @param member the array's
   */
  List<JsonValue> read(URI first, String name, String member) {
    List<JsonValue> items = new ArrayList<>();
    Set<URI> seen = new HashSet<>();
    @Nullable URI next = first;
    while (next != null) {
      if (!seen.add(next) || seen.size() > PAGES) {
        throw new RegistryException(name + ": the pages of " + place.host() + " do not end");
      }
      next = page(next, name, member, items);
    }
    return items;
  }

  private @Nullable URI page(URI uri, String name, String member, List<JsonValue> items) {
    try (Answer answer = remote.retried(Call.of("GET", uri), remote.toPull())) {
      if (answer.status() != 200) {
        throw Refusal.of(place, name, false, answer);
      }
      @Nullable JsonValue array = JsonParser.parse(answer.bytes(PAGE)).get(member);
      if (array != null && !(array instanceof JsonValue.Null)) {
        items.addAll(array.array());
      }
      return next(answer);
    } catch (JsonException e) {
      throw new RegistryException(
          name + ": " + place.host() + " sends no list: " + e.getMessage(), e);
    } catch (IOException e) {
      throw Unreachable.of(remote.host(), e);
    }
  }

  private static @Nullable URI next(Answer answer) {
    for (String header : answer.all("Link")) {
      for (String link : header.split(",(?=\\s*<)", -1)) {
        int start = link.indexOf('<');
        int end = link.indexOf('>');
        if (start >= 0 && end > start && isNext(link.substring(end + 1))) {
          return answer.uri().resolve(URI.create(link.substring(start + 1, end)));
        }
      }
    }
    return null;
  }

  private static boolean isNext(String parameters) {
    for (String parameter : parameters.split(";", -1)) {
      String text = parameter.trim().replace("\"", "");
      if (text.equalsIgnoreCase("rel=next")) {
        return true;
      }
    }
    return false;
  }
}
