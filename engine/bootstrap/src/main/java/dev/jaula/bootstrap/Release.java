package dev.jaula.bootstrap;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Release file whose signature was looked at: what a suite is, and its files with SHA-256. */
final class Release {
  /** A file below {@code dists/SUITE}. */
  record Item(String path, long size, String sha256) {}

  private final Stanza fields;
  private final Map<String, Item> items = new HashMap<>();
  private final String name;

  /** Reads it; {@code name} is what a message calls it. */
  Release(byte[] text, String name) {
    List<Stanza> stanzas = Stanza.parse(new String(text, StandardCharsets.UTF_8));
    if (stanzas.isEmpty()) {
      throw new BootstrapException(name + " is empty: is the mirror's address right?");
    }
    this.fields = stanzas.getFirst();
    this.name = name;
    String table = fields.get("SHA256");
    if (table == null) {
      throw new BootstrapException(
          name + " has no SHA256 sums, and weaker ones are not taken: use a newer mirror");
    }
    for (String line : Words.lines(table)) {
      List<String> words = Words.of(line);
      if (words.size() == 3) {
        long size = Long.parseLong(words.get(1));
        items.put(words.get(2), new Item(words.get(2), size, words.get(0)));
      }
    }
  }

  @Nullable Item item(String path) {
    return items.get(path);
  }

  String suite() {
    return fields.get("Suite", "");
  }

  String codename() {
    return fields.get("Codename", "");
  }

  String origin() {
    return fields.get("Origin", "");
  }

  List<String> components() {
    return Words.of(fields.get("Components", ""));
  }

  List<String> architectures() {
    return Words.of(fields.get("Architectures", ""));
  }

  /** Whether packages for all architectures have an index of their own, which must be read. */
  boolean hasIndexForAll() {
    return architectures().contains("all")
        && !Words.of(fields.get("No-Support-for-Architecture-all", "")).contains("Packages");
  }

  boolean byHash() {
    return Stanza.isYes(fields.get("Acquire-By-Hash", "no"));
  }

  /** When it was made; the epoch when it does not say. */
  Instant date() {
    Instant date = time("Date");
    return date == null ? Instant.EPOCH : date;
  }

  /** Throws when the mirror has not been brought up to date for too long. */
  void checkValid(Instant now) {
    Instant until = time("Valid-Until");
    if (until != null && now.isAfter(until)) {
      throw new BootstrapException(
          name
              + " was valid until "
              + until
              + ": the mirror is out of date; take another, or --no-check-valid-until");
    }
  }

  private @Nullable Instant time(String field) {
    String value = fields.get(field);
    if (value == null) {
      return null;
    }
    String rfc = value.endsWith("UTC") ? value.substring(0, value.length() - 3) + "GMT" : value;
    try {
      return ZonedDateTime.parse(rfc, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new BootstrapException(name + ": " + field + " '" + value + "' is no date", e);
    }
  }
}
