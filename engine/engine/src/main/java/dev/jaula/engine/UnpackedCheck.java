package dev.jaula.engine;

import dev.jaula.handover.RunRecord;
import dev.jaula.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the records that runs read: each must be whole, and its layers there. */
final class UnpackedCheck {
  private final Stores stores;

  UnpackedCheck(Stores stores) {
    this.stores = stores;
  }

  /**
   * One line for each finding; with repair the record is removed, and the next run makes it anew.
   */
  List<String> run(boolean repair) throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path path : stores.records().files()) {
      String problem = problem(path);
      if (!problem.isEmpty()) {
        if (repair) {
          Files.deleteIfExists(path);
        }
        findings.add(
            path
                + ": "
                + problem
                + "; "
                + (repair
                    ? "it was removed, and the next run makes it again"
                    : "jaula fsck --repair removes it, and the next run makes it again"));
      }
    }
    if (repair) {
      new Garbage(stores).sweep();
    }
    return findings;
  }

  private String problem(Path path) throws IOException {
    try {
      for (String layer : RunRecord.read(Files.readAllBytes(path)).layers()) {
        if (!Files.isDirectory(stores.root().resolve(layer))) {
          return "its layer " + layer + " is missing";
        }
      }
      return "";
    } catch (JsonException e) {
      return "it is broken (" + e.getMessage() + ")";
    }
  }
}
