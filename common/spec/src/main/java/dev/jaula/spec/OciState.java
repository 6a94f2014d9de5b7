package dev.jaula.spec;

import java.util.Map;

/**
 * The state of a container as the runtime-spec says it (runtime.md, "State"), with what runc adds.
 *
 * @param ociVersion of the container's config.json
 * @param pid of its first process as the runtime sees it; 0 when it has none
 * @param bundle absolute path of the directory with config.json
 * @param rootfs absolute path of its root; runc's own member
 * @param created when it was made; runc's own member
 * @param owner name of the user who made it; runc's own member
 */
public record OciState(
    String ociVersion,
    String id,
    Phase phase,
    int pid,
    String bundle,
    String rootfs,
    Timestamp created,
    Map<String, String> annotations,
    String owner) {
  /** The spec's words for a container's status, and runc's "paused". */
  public enum Phase {
    CREATING("creating"),
    CREATED("created"),
    RUNNING("running"),
    PAUSED("paused"),
    STOPPED("stopped");

    private final String word;

    Phase(String word) {
      this.word = word;
    }

    /** As in the state's JSON. */
    public String word() {
      return word;
    }
  }
}
