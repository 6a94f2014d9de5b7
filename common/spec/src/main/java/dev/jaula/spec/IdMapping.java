package dev.jaula.spec;

/** A range of ids (man 7 user_namespaces); each value is unsigned, 0 to 4294967295. */
public record IdMapping(long containerId, long hostId, long size) {
  /** Every id is itself: the user namespace confines capabilities, not ownership. */
  public static final IdMapping IDENTITY = new IdMapping(0, 0, 4294967295L);
}
