package dev.jaula.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A package that was unpacked, as dpkg's database tells of it.
 *
 * @param fields its control file
 * @param control the other files of its control archive, by name
 * @param contents what it brought
 */
record Installed(Stanza fields, SortedMap<String, byte[]> control, Contents.Unpacked contents) {

  String name() {
    return fields.get("Package", "");
  }

  /** How its files in {@code info} begin: with the architecture where several may be there. */
  String fileName() {
    boolean same = "same".equals(fields.get("Multi-Arch", ""));
    return same ? name() + ":" + fields.get("Architecture", "") : name();
  }

  boolean has(String script) {
    return control.containsKey(script);
  }

  /** The configuration files that a control archive names, those to be removed left out. */
  static Set<String> conffiles(String text) {
    Set<String> paths = new LinkedHashSet<>();
    for (String line : Words.lines(text)) {
      String path = line.trim();
      if (path.startsWith("/")) {
        paths.add(path);
      }
    }
    return paths;
  }

  /** The paragraph in {@code status}: unpacked, not configured. */
  String status() {
    byte[] bytes = control.get("control");
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(text.length() + 256);
    boolean first = true;
    for (String line : Words.lines(text)) {
      if (!line.isBlank()) {
        out.append(line).append('\n');
        if (first) {
          out.append("Status: install ok unpacked\n");
          first = false;
        }
      }
    }
    conffiles(out);
    return out.append('\n').toString();
  }

  private void conffiles(StringBuilder out) {
    byte[] names = control.get("conffiles");
    if (names == null) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (String path : conffiles(new String(names, StandardCharsets.UTF_8))) {
      String hash = contents.hashes().get(path);
      if (hash != null) {
        lines.append(' ').append(path).append(' ').append(hash).append('\n');
      }
    }
    if (!lines.isEmpty()) {
      out.append("Conffiles:\n").append(lines);
    }
  }

  /** Adds what the package wants to be told of to the tables of triggers (man 5 deb-triggers). */
  void triggers(StringBuilder files, Map<String, StringBuilder> named) {
    byte[] bytes = control.get("triggers");
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    for (String line : Words.lines(text)) {
      List<String> words = new ArrayList<>(Words.of(line));
      if (words.size() < 2 || !words.getFirst().startsWith("interest")) {
        continue;
      }
      String who = fileName() + (words.getFirst().endsWith("noawait") ? "/noawait" : "") + "\n";
      String what = words.get(1);
      if (what.startsWith("/")) {
        files.append(what).append(' ').append(who);
      } else {
        named.computeIfAbsent(what, _ -> new StringBuilder()).append(who);
      }
    }
  }
}
