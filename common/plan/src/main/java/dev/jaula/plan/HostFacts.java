package dev.jaula.plan;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner must know of the machine and the caller, read beforehand.
 *
 * @param uid the caller's user, 0 for root
 * @param initialUsers whether the caller is in the machine's first user namespace, where alone
 *     device nodes can be made
 * @param permitted the caller's permitted capabilities, bit n for capability n
 * @param scratch a directory of the caller's on which the container's layers are mounted
 * @param hostRoot the entries of /, when the root file system is the host's own
 */
public record HostFacts(
    int uid,
    int gid,
    boolean initialUsers,
    long permitted,
    Hierarchies hierarchies,
    BasePath cgroup,
    String scratch,
    List<RootEntry> hostRoot) {

  /** A range of /etc/subuid or /etc/subgid. */
  public record SubIds(long first, long count) {}

  /**
   * An entry of the host's root directory.
   *
   * @param link the target when it is a symbolic link
   * @param hasMounts whether something is mounted below it
   */
  public record RootEntry(
      String name, @Nullable String link, boolean isDirectory, boolean hasMounts) {}

  /** The same host, with the container's cgroup elsewhere. */
  public HostFacts withCgroup(BasePath other) {
    return new HostFacts(uid, gid, initialUsers, permitted, hierarchies, other, scratch, hostRoot);
  }

  public boolean isRoot() {
    return uid == 0;
  }
}
