package dev.jaula.cgroup;

import dev.jaula.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** {@code get PATH [KEY...]}: values as text like cgget's, or as JSON. */
public final class KeyReport {
  private static final List<String> USUAL =
      List.of(
          "cpu.max",
          "cpu.weight",
          "cpuset.cpus",
          "cpuset.mems",
          "memory.current",
          "memory.peak",
          "memory.low",
          "memory.max",
          "memory.swap.max",
          "pids.current",
          "pids.max",
          "io.max",
          "cgroup.freeze",
          "cgroup.procs");

  private final Hierarchies hierarchies;
  private final CgroupFiles files;

  public KeyReport(CgroupFiles files, Hierarchies hierarchies) {
    this.files = files;
    this.hierarchies = hierarchies;
  }

  /** The keys that are shown when none is named: those that this cgroup has. */
  public List<String> usual(String path) {
    return present(path, USUAL);
  }

  /** All keys of some controllers; of all when empty. */
  public List<String> all(String path, List<String> controllers) {
    List<String> keys = new ArrayList<>();
    for (String key : Keys.names()) {
      Key row = Keys.find(key);
      if (row != null
          && row.name().equals(key)
          && (controllers.isEmpty() || isOf(row, controllers))) {
        keys.add(key);
      }
    }
    return present(path, keys);
  }

  private static boolean isOf(Key row, List<String> controllers) {
    for (String controller : controllers) {
      if (Hierarchies.v2Name(controller).equals(row.controller())) {
        return true;
      }
    }
    return false;
  }

  private List<String> present(String path, List<String> keys) {
    KeyReads reads = new KeyReads(files, hierarchies, path);
    List<String> present = new ArrayList<>();
    for (String key : keys) {
      if (reads.value(key) != null) {
        present.add(key);
      }
    }
    return present;
  }

  /** {@code KEY: VALUE} lines; the further lines of a long value are set in by a tab. */
  public String text(String path, List<String> keys) {
    StringBuilder text = new StringBuilder();
    KeyReads reads = new KeyReads(files, hierarchies, path);
    for (String key : keys) {
      text.append(key).append(": ").append(reads.require(key).replace("\n", "\n\t")).append('\n');
    }
    return text.toString();
  }

  /** The values alone, each ended by a line break. */
  public String values(String path, List<String> keys) {
    StringBuilder text = new StringBuilder();
    KeyReads reads = new KeyReads(files, hierarchies, path);
    for (String key : keys) {
      text.append(reads.require(key)).append('\n');
    }
    return text.toString();
  }

  /** {@code {"path": "/x", "version": "v1", "values": {"cpu.max": "20000 100000"}}}. */
  public void json(JsonText json, String path, List<String> keys) {
    KeyReads reads = new KeyReads(files, hierarchies, path);
    json.object().member("path", path).member("version", hierarchies.version().text());
    json.object("values");
    for (String key : keys) {
      json.member(key, reads.require(key));
    }
    json.endObject().endObject();
  }
}
