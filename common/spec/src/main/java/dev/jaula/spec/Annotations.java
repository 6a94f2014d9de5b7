package dev.jaula.spec;

/** The annotations by which Jaula says what the runtime-spec has no word for. */
public final class Annotations {
  /**
   * What becomes of changes to the root file system: {@link #ROOTFS_DISCARD} or {@link
   * #ROOTFS_KEEP} (default).
   */
  public static final String ROOTFS = "jaula.rootfs";

  /** Changes go to a tmpfs above the root file system and vanish with the container. */
  public static final String ROOTFS_DISCARD = "discard";

  /** The root file system itself is mounted. */
  public static final String ROOTFS_KEEP = "keep";

  /**
   * Further layers below the root file system's directory, the uppermost first, each a line: an
   * image's. They are never written to.
   */
  public static final String LAYERS = "jaula.layers";

  /**
   * A directory of the host with {@code upper} and {@code work}, which hold the changes to the root
   * file system instead of a tmpfs, so that they can be looked at when the container has ended.
   */
  public static final String CHANGES = "jaula.changes";

  /** Docker's seccomp rules for the process's capabilities apply when this is {@code docker}. */
  public static final String SECCOMP = "jaula.seccomp";

  /** A reaper of Jaula's own is pid 1 when this is {@code true}. */
  public static final String INIT = "jaula.init";

  private Annotations() {}
}
