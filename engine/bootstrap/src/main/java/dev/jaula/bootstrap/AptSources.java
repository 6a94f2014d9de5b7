package dev.jaula.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The archives that a machine's apt reads, in both forms (man 5 sources.list). */
final class AptSources {
  private AptSources() {}

  /** All of {@code etc/apt/sources.list} and {@code sources.list.d} that hold binary packages. */
  static List<AptSource> read(Path root) {
    List<AptSource> sources = new ArrayList<>();
    Path apt = root.resolve("etc/apt");
    for (Path file : files(apt.resolve("sources.list.d"), ".list", ".sources")) {
      sources.addAll(readFile(file));
    }
    Path main = apt.resolve("sources.list");
    if (Files.isReadable(main)) {
      sources.addAll(0, readFile(main));
    }
    return sources;
  }

  /** The files of a folder with one of the suffixes, in the order of their names. */
  static List<Path> files(Path folder, String... suffixes) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        for (String suffix : suffixes) {
          if (file.getFileName().toString().endsWith(suffix) && Files.isReadable(file)) {
            found.add(file);
          }
        }
      }
    } catch (IOException e) {
      throw new BootstrapException("cannot read " + folder + ": " + e.getMessage(), e);
    }
    Collections.sort(found);
    return found;
  }

  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BootstrapException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<AptSource> readFile(Path file) {
    return file.toString().endsWith(".sources") ? deb822(text(file)) : lines(text(file));
  }

  /** The form of one line: {@code deb [signed-by=KEY] URI SUITE COMPONENT...}. */
  static List<AptSource> lines(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (String raw : Words.lines(text)) {
      int comment = raw.indexOf('#');
      String line = (comment < 0 ? raw : raw.substring(0, comment)).trim();
      if (line.startsWith("deb ") || line.startsWith("deb\t")) {
        line(line.substring(4).trim(), sources);
      }
    }
    return sources;
  }

  private static void line(String rest, List<AptSource> to) {
    Map<String, String> options = new LinkedHashMap<>();
    String plain = rest;
    int close = rest.startsWith("[") ? rest.indexOf(']') : -1;
    if (close > 0) {
      for (String word : Words.of(rest.substring(1, close))) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          String name = word.substring(0, equals).toLowerCase(Locale.ROOT);
          options.put(name, word.substring(equals + 1));
        }
      }
      plain = rest.substring(close + 1);
    }
    List<String> words = Words.of(plain);
    if (words.size() < 2) {
      return;
    }
    to.add(
        new AptSource(
            AptSource.trim(words.get(0)),
            words.get(1),
            List.copyOf(words.subList(2, words.size())),
            Words.list(options.getOrDefault("arch", "")),
            options.getOrDefault("signed-by", "").replace(',', ' '),
            Stanza.isYes(options.getOrDefault("trusted", "no")),
            Stanza.isYes(options.getOrDefault("check-valid-until", "yes"))));
  }

  /** The form of fields: each URI with each suite. */
  static List<AptSource> deb822(String text) {
    List<AptSource> sources = new ArrayList<>();
    for (Stanza stanza : Stanza.parse(text)) {
      boolean off = !Stanza.isYes(stanza.get("Enabled", "yes"));
      if (off || !Words.of(stanza.get("Types", "")).contains("deb")) {
        continue;
      }
      for (String uri : Words.of(stanza.get("URIs", ""))) {
        for (String suite : Words.of(stanza.get("Suites", ""))) {
          sources.add(
              new AptSource(
                  AptSource.trim(uri),
                  suite,
                  Words.of(stanza.get("Components", "")),
                  Words.of(stanza.get("Architectures", "")),
                  stanza.get("Signed-By", ""),
                  Stanza.isYes(stanza.get("Trusted", "no")),
                  Stanza.isYes(stanza.get("Check-Valid-Until", "yes"))));
        }
      }
    }
    return sources;
  }
}
