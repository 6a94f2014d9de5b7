package dev.jaula.cli;

import dev.jaula.handover.RunRecord;
import java.util.List;

/**
 * What ROOT is.
 *
 * @param path its directory; an image's uppermost layer
 * @param layers the directories of an image below that, in order; none of others
 * @param users where /etc/passwd and /etc/group are
 * @param image what an image says of itself; empty parts where ROOT is none
 */
record RootChoice(String path, List<String> layers, String users, RunRecord image) {
  static RootChoice directory(String path) {
    return new RootChoice(path, List.of(), path, RunRecord.NONE);
  }

  boolean isHost() {
    return path.equals("/");
  }

  boolean isImage() {
    return !image.id().isEmpty();
  }
}
