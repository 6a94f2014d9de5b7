package dev.jaula.runtime;

/** {@code checkpoint}: writes a running container to files, by CRIU, and ends it. */
final class CheckpointCommand {
  private CheckpointCommand() {}

  static int run(Session session) {
    Container container = Container.of(session);
    Status status = container.status();
    if (status != Status.RUNNING && status != Status.PAUSED) {
      throw new OciException(
          "container \""
              + container.id()
              + "\" cannot be checkpointed in "
              + status.word()
              + " state; start it first");
    }
    Checkpoint checkpoint = new Checkpoint(session, container);
    checkpoint.write();
    if (!checkpoint.leavesRunning()) {
      DeleteCommand.removeEnded(session, container);
    }
    return 0;
  }
}
