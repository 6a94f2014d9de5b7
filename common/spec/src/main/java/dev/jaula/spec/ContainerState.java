package dev.jaula.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a container's state file holds: whatever later commands need and cannot ask the kernel.
 * Whether the container runs is not in it: the kernel knows, by {@link #init}.
 *
 * @param id 64 hexadecimal digits
 * @param name as given, or made up
 * @param init the container's first process
 * @param monitor the process that waits for it
 * @param created when it was made
 * @param image ROOT as the user typed it
 * @param root the directory that became its root file system
 * @param hostname the name in its uts namespace; null when that is the host's
 * @param process what it runs; exec takes user, env, cwd, capabilities and limits from it
 * @param seccompKey the name of the compiled filter in the cache; null without filter
 * @param namespaces the CLONE_NEW flags of the namespaces that were made for it
 * @param cgroups directories on the host, one for each hierarchy
 * @param labels its annotations
 * @param mounts those of the spec that are not part of every container
 * @param autoRemove whether it vanishes when it ends
 * @param logPath the file with its output; null when there is none
 * @param exit null until it has ended
 */
public record ContainerState(
    String id,
    String name,
    ProcessIdentity init,
    ProcessIdentity monitor,
    Timestamp created,
    String image,
    String root,
    @Nullable String hostname,
    Process process,
    @Nullable String seccompKey,
    int namespaces,
    List<String> cgroups,
    Map<String, String> labels,
    List<Mount> mounts,
    boolean autoRemove,
    @Nullable String logPath,
    @Nullable Exit exit) {
  /** The same container after its end. */
  public ContainerState ended(Exit how) {
    return new ContainerState(
        id,
        name,
        init,
        monitor,
        created,
        image,
        root,
        hostname,
        process,
        seccompKey,
        namespaces,
        cgroups,
        labels,
        mounts,
        autoRemove,
        logPath,
        how);
  }
}
