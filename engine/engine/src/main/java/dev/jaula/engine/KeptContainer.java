package dev.jaula.engine;

import dev.jaula.handover.RunRecord;
import dev.jaula.image.ImageException;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A container of an image that is kept when it ends, and so has its changes on disk.
 *
 * @param name the container's
 * @param changes the directory with {@code upper} and {@code image}
 * @param image what it was made from
 */
record KeptContainer(String name, Path changes, RunRecord image) {
  /**
   * By name, by ID, or by the beginning of one.
   *
   * @throws ImageException when there is none, several, or its changes go with it
   */
  static KeptContainer find(Call call, String typed) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path container : RunRecords.list(call.containers())) {
      String name = String.valueOf(container.getFileName());
      if (name.equals(typed)) {
        return open(name, container);
      }
      if (!typed.isEmpty() && id(container).startsWith(typed)) {
        found.add(container);
      }
    }
    if (found.isEmpty()) {
      throw new ImageException("No such container: " + typed);
    }
    if (found.size() > 1) {
      throw new ImageException(
          "\"" + typed + "\" is the beginning of several containers' IDs; type more of it");
    }
    return open(String.valueOf(found.getFirst().getFileName()), found.getFirst());
  }

  private static String id(Path container) throws IOException {
    try {
      return JsonParser.parse(Files.readAllBytes(container.resolve("state.json")))
                  instanceof Obj state
              && state.members().get("id") instanceof Str id
          ? id.value()
          : "";
    } catch (NoSuchFileException | JsonException e) {
      return ""; // on its way in or out
    }
  }

  private static KeptContainer open(String name, Path container) throws IOException {
    try {
      Path changes = Files.readSymbolicLink(container.resolve("changes"));
      return new KeptContainer(
          name, changes, RunRecord.read(Files.readAllBytes(changes.resolve("image"))));
    } catch (NoSuchFileException | NotLinkException e) {
      throw new ImageException(
          "the container "
              + name
              + " throws its changes away; run an image with --rm=false or --detach to keep them",
          e);
    }
  }

  Path upper() {
    return changes.resolve("upper");
  }

  /** The image's layers, the uppermost first. */
  List<Path> lowers(Path store) {
    List<Path> lowers = new ArrayList<>();
    image.layers().forEach(layer -> lowers.add(store.resolve(layer)));
    return lowers;
  }
}
