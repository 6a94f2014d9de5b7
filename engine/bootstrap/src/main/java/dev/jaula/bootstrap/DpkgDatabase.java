package dev.jaula.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes dpkg's database as if dpkg had unpacked the packages itself (/var/lib/dpkg). */
final class DpkgDatabase {
  private static final String BASE = "var/lib/dpkg/";
  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");

  private final Tree tree;
  private final long seconds;

  /**
   * @param seconds the time of its files
   */
  DpkgDatabase(Tree tree, long seconds) {
    this.tree = tree;
    this.seconds = seconds;
  }

  /**
   * Writes all of it.
   *
   * @param packages in the order of the set
   * @param claims knows which files went over to other packages
   */
  void write(List<Installed> packages, Claims claims) {
    for (String folder : List.of("info", "updates", "triggers", "alternatives", "parts")) {
      tree.makeFolder(BASE + folder, 0755);
    }
    put("info/format", "1\n", 0644);
    StringBuilder status = new StringBuilder(256 * 1024);
    StringBuilder files = new StringBuilder();
    Map<String, StringBuilder> named = new TreeMap<>();
    for (int i = 0; i < packages.size(); i++) {
      Installed one = packages.get(i);
      info(one, claims.lostBy(i));
      status.append(one.status());
      one.triggers(files, named);
    }
    put("status", status.toString(), 0644);
    put("available", "", 0644);
    put("cmethopt", "apt apt\n", 0644);
    put("triggers/File", files.toString(), 0644);
    put("triggers/Unincorp", "", 0644);
    named.forEach((name, who) -> put("triggers/" + name, who.toString(), 0644));
  }

  private void info(Installed one, Set<String> lost) {
    StringBuilder list = new StringBuilder();
    for (String path : one.contents().paths()) {
      if (!lost.contains(path.substring(1))) {
        list.append(path).append('\n');
      }
    }
    String prefix = "info/" + one.fileName() + ".";
    put(prefix + "list", list.toString(), 0644);
    for (Map.Entry<String, byte[]> file : one.control().entrySet()) {
      if (!file.getKey().equals("control")) {
        int mode = SCRIPTS.contains(file.getKey()) ? 0755 : 0644;
        tree.put(BASE + prefix + file.getKey(), file.getValue(), mode, seconds);
      }
    }
  }

  private void put(String path, String text, int mode) {
    tree.put(BASE + path, dev.jaula.linux.Bytes.encode(text), mode, seconds);
  }
}
