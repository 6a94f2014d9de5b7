package dev.jaula.runtime;

/** {@code checkpoint} and {@code restore}, which are CRIU's work. */
final class CheckpointCommand {
  private CheckpointCommand() {}

  static int run(Session session) {
    throw absent();
  }

  static OciException absent() {
    return new OciException(
        "checkpoint and restore are not supported by this build: it does not call CRIU;"
            + " use an engine's export or a volume instead");
  }
}
