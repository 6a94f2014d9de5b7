package dev.jaula.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as the OCI runtime-spec 1.3 says it (config.md): what every front door makes and the
 * planner reads. What the spec has no word for is an annotation whose name begins with {@code
 * jaula.}, see {@link Annotations}.
 *
 * @param ociVersion the version of the spec that the container's config.json claims
 * @param process null when the config does not say yet what shall run
 * @param hooks null when there are none
 */
public record Spec(
    String ociVersion,
    @Nullable Process process,
    Root root,
    @Nullable String hostname,
    @Nullable String domainname,
    List<Mount> mounts,
    @Nullable Hooks hooks,
    Linux linux,
    Map<String, String> annotations) {
  /** The version of the runtime-spec that these records say. */
  public static final String OCI_VERSION = "1.3.0";

  /** A spec of the newest version, without hooks. */
  public Spec(
      Process process,
      Root root,
      @Nullable String hostname,
      @Nullable String domainname,
      List<Mount> mounts,
      Linux linux,
      Map<String, String> annotations) {
    this(OCI_VERSION, process, root, hostname, domainname, mounts, null, linux, annotations);
  }

  /**
   * The process, where one must be.
   *
   * @throws SpecException when the config has none
   */
  public Process needProcess() {
    if (process == null) {
      throw new SpecException("process: is missing; add e.g. {\"cwd\": \"/\", \"args\": [\"sh\"]}");
    }
    return process;
  }

  /** The same with another root file system and Linux part. */
  public Spec with(Root otherRoot, Linux otherLinux) {
    return new Spec(
        ociVersion,
        process,
        otherRoot,
        hostname,
        domainname,
        mounts,
        hooks,
        otherLinux,
        annotations);
  }

  /** The same with another process and other mounts. */
  public Spec with(@Nullable Process otherProcess, List<Mount> otherMounts) {
    return new Spec(
        ociVersion,
        otherProcess,
        root,
        hostname,
        domainname,
        otherMounts,
        hooks,
        linux,
        annotations);
  }

  /** The same with another process. */
  public Spec with(Process other) {
    return new Spec(
        ociVersion, other, root, hostname, domainname, mounts, hooks, linux, annotations);
  }

  /** The annotation's value, or null when it is not set. */
  public @Nullable String annotation(String name) {
    return annotations.get(name);
  }
}
