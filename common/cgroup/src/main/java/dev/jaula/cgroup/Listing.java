package dev.jaula.cgroup;

import dev.jaula.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code list}: the cgroups below a path, with their controllers and processes. */
public final class Listing {
  private final CgroupFiles files;
  private final Hierarchies hierarchies;
  private final Cgroups cgroups;

  public Listing(CgroupFiles files, Hierarchies hierarchies) {
    this.files = files;
    this.hierarchies = hierarchies;
    this.cgroups = new Cgroups(files, hierarchies);
  }

  /**
   * One cgroup.
   *
   * @param processes in it, not counting those in its children
   */
  public record Entry(String path, List<String> controllers, int processes) {
    public Entry {
      controllers = List.copyOf(controllers);
    }
  }

  /** A cgroup and all below it, parents first. */
  public List<Entry> entries(String path) {
    List<Entry> entries = new ArrayList<>();
    for (String one : cgroups.tree(path)) {
      entries.add(new Entry(one, controllers(one), cgroups.processes(one).size()));
    }
    return entries;
  }

  private List<String> controllers(String path) {
    List<String> controllers = new ArrayList<>();
    for (Hierarchy hierarchy : cgroups.locate(path)) {
      controllers.addAll(hierarchy.controllers());
      if (hierarchy.equals(hierarchies.unified())) {
        String text = files.read(hierarchy.directory(path) + "/cgroup.controllers");
        controllers.addAll(Text.words(text == null ? "" : text));
      }
    }
    return controllers;
  }

  /** {@code /a/b cpu,memory 3} a line, in columns. */
  public String text(String path) {
    List<Entry> entries = entries(path);
    int width = 0;
    for (Entry entry : entries) {
      width = Math.max(width, entry.path().length());
    }
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(entry.path());
      for (int i = entry.path().length(); i < width; i++) {
        text.append(' ');
      }
      text.append(tail(entry));
    }
    return text.toString();
  }

  private static String tail(Entry entry) {
    String controllers = Text.join(entry.controllers(), ",");
    return "  " + (controllers.isEmpty() ? "-" : controllers) + "  " + entry.processes() + "\n";
  }

  /** The same, drawn as a tree. */
  public String tree(String path) {
    List<Entry> entries = entries(path);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      text.append(branches(entries, i, path));
      text.append(i == 0 ? path : entry.path().substring(entry.path().lastIndexOf('/') + 1));
      text.append(tail(entry));
    }
    return text.toString();
  }

  private static String branches(List<Entry> entries, int index, String top) {
    String path = entries.get(index).path();
    StringBuilder text = new StringBuilder();
    while (!path.equals(top)) {
      String corner = hasNext(entries, index, path) ? "├─ " : "└─ ";
      String line = hasNext(entries, index, path) ? "│  " : "   ";
      text.insert(0, text.length() == 0 ? corner : line);
      path = CgroupPath.parent(path);
    }
    return text.toString();
  }

  /** Whether a sibling of path comes after index. */
  private static boolean hasNext(List<Entry> entries, int index, String path) {
    String parent = CgroupPath.parent(path);
    for (int i = index + 1; i < entries.size(); i++) {
      String other = entries.get(i).path();
      if (CgroupPath.parent(other).equals(parent) && !other.equals(path)) {
        return true;
      }
    }
    return false;
  }

  /** An array of {@code {"path", "controllers", "processes"}}. */
  public String json(String path) {
    JsonText json = JsonText.indented(2).array();
    for (Entry entry : entries(path)) {
      json.object().member("path", entry.path()).array("controllers");
      for (String controller : entry.controllers()) {
        json.value(controller);
      }
      json.endArray().member("processes", entry.processes()).endObject();
    }
    return json.endArray() + "\n";
  }

  /** The present statistics of a cgroup, or null when it has gone. */
  public @Nullable Statistics statistics(String path) {
    for (Hierarchy hierarchy : hierarchies.all()) {
      if (files.isDirectory(hierarchy.directory(path))) {
        return new StatisticsReader(files, hierarchies).read(path);
      }
    }
    return null;
  }
}
