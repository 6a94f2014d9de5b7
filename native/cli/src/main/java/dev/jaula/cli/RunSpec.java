package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.Resources;
import dev.jaula.host.FactsReader;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Files;
import dev.jaula.spec.Annotations;
import dev.jaula.spec.CapabilitySets;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Linux;
import dev.jaula.spec.Mount;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Process;
import dev.jaula.spec.Root;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the options of {@code jaula run} to a spec. */
final class RunSpec {
  private final Session session;
  private final Arguments arguments;
  private final String id;
  private final String name;
  private final RootChoice root;
  private final NamespaceChoice choice;
  private final List<IdMapping> uids;
  private final List<IdMapping> gids;

  RunSpec(
      Session session,
      Arguments arguments,
      FactsReader facts,
      String id,
      String name,
      RootChoice root) {
    this.session = session;
    this.arguments = arguments;
    this.id = id;
    this.name = name;
    this.root = root;
    this.choice = new NamespaceChoice(session, arguments);
    List<IdMapping> automatic = choice.automatic(id);
    this.uids =
        choice.mappings("uidmap", automatic == null ? facts.defaultMappings(true) : automatic);
    this.gids =
        choice.mappings("gidmap", automatic == null ? facts.defaultMappings(false) : automatic);
  }

  Spec read() {
    long capabilities = CapabilityReader.read(arguments, usualCapabilities());
    SecurityReader security = new SecurityReader(session, arguments, capabilities);
    List<Namespace> namespaces = choice.read();
    Combinations.check(session, arguments, namespaces);
    boolean ownUts = isNew(namespaces, NamespaceType.UTS);
    List<Mount> volumes = new VolumeReader(session, arguments).read();
    return new Spec(
        process(capabilities, security),
        new Root(root.path(), arguments.is("read-only")),
        ownUts ? hostname() : null,
        ownUts ? arguments.value("domainname") : null,
        mounts(namespaces, volumes),
        linux(namespaces, security, propagation(volumes)),
        annotations(security));
  }

  /**
   * Docker's, but nodes of any device could be made where no user namespace forbids it: there is no
   * device rule in the cgroup that would keep them from being opened.
   */
  private long usualCapabilities() {
    boolean hasHosts = arguments.value("userns", "").equals("host");
    return hasHosts
        ? Capabilities.DOCKER_DEFAULT & ~(1L << Capabilities.MKNOD)
        : Capabilities.DOCKER_DEFAULT;
  }

  private static boolean isNew(List<Namespace> namespaces, NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return namespace.path() == null;
      }
    }
    return false;
  }

  private String hostname() {
    String hostname = arguments.value("hostname", name);
    if (arguments.has("hostname") && hostname.length() > 64) {
      throw Values.bad("hostname", hostname, "short enough: a host name has at most 64 characters");
    }
    return hostname.length() > 64 ? hostname.substring(0, 64) : hostname;
  }

  private Process process(long capabilities, SecurityReader security) {
    Files files = session.machine().files();
    UserReader.Found found =
        new UserReader(files, root.users())
            .read(arguments.value("user", root.image().user()), arguments.values("group-add"));
    List<String> first =
        new ArrayList<>(
            List.of(EnvironmentReader.PATH, "HOSTNAME=" + hostname(), "HOME=" + found.home()));
    first.addAll(root.image().env());
    boolean terminal = arguments.is("tty");
    if (terminal) {
      first.add("TERM=" + terminalKind());
    }
    String score = arguments.value("oom-score-adj");
    return new Process(
        terminal,
        found.user(),
        command(),
        new EnvironmentReader(session).read(arguments, first),
        arguments.has("workdir") ? workingDirectory(arguments) : root.image().workingDirectory(),
        CapabilitySets.of(capabilities),
        security.limits(),
        security.noNewPrivileges(),
        score == null ? null : (int) Values.number("oom-score-adj", score, -1000, 1000));
  }

  private String terminalKind() {
    String term = session.variable("TERM");
    return term == null || term.isEmpty() ? "xterm" : term;
  }

  static String workingDirectory(Arguments arguments) {
    String directory = arguments.value("workdir", "/");
    if (!directory.startsWith("/")) {
      throw Values.bad("workdir", directory, "an absolute path inside the container");
    }
    return directory;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    List<String> rest = arguments.rest(1);
    String entrypoint = arguments.value("entrypoint");
    if (entrypoint == null) {
      command.addAll(root.image().entrypoint());
      command.addAll(rest.isEmpty() ? root.image().command() : rest);
    } else {
      // as in Docker, another entrypoint drops the image's command
      if (!entrypoint.isEmpty()) {
        command.add(entrypoint);
      }
      command.addAll(rest);
    }
    if (command.isEmpty() && root.isImage()) {
      throw new CliException("no command specified: the image has none; give one after its name");
    }
    if (command.isEmpty()) {
      command.add("/bin/sh");
    }
    if (command.get(0).isEmpty()) {
      throw new CliException("the command is empty; name a program");
    }
    return command;
  }

  private List<Mount> mounts(List<Namespace> namespaces, List<Mount> volumes) {
    List<Mount> mounts =
        new DefaultMounts(
                arguments, namespaces, isSingleGroup(), root.path(), session.machine().files())
            .read();
    imageVolumes(mounts);
    for (Mount mount : volumes) {
      mounts.removeIf(other -> other.destination().equals(mount.destination()));
      mounts.add(mount);
    }
    return mounts;
  }

  /**
   * Files whose owners are mapped are changed in memory only: on disk they would be somebody
   * else's.
   */
  private boolean isMapped() {
    return session.machine().credentials().userId() == 0
        && !uids.isEmpty()
        && uids.get(0).hostId() != uids.get(0).containerId();
  }

  /** What an image wants to write to must be writable also in a read-only root. */
  private void imageVolumes(List<Mount> mounts) {
    if (arguments.is("read-only")) {
      for (String path : root.image().volumes()) {
        if (!isPlace(path)) {
          throw new CliException(
              "the image's volume \""
                  + path
                  + "\" is not a path that a file system may be mounted on");
        }
        mounts.add(DefaultMounts.tmpfs(path, "mode=755"));
      }
    }
  }

  /** Not the root, and nothing that the kernel shows (CVE-2019-16884). */
  private static boolean isPlace(String path) {
    if (!path.startsWith("/") || path.equals("/") || (path + "/").contains("/../")) {
      return false;
    }
    for (String kernels : List.of("/proc/", "/sys/", "/dev/")) {
      if ((path + "/").startsWith(kernels)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSingleGroup() {
    return gids.size() == 1 && gids.get(0).size() < 6;
  }

  private Linux linux(List<Namespace> namespaces, SecurityReader security, String propagation) {
    boolean hasUser = isNew(namespaces, NamespaceType.USER);
    boolean privileged = arguments.is("privileged");
    Resources resources = new ResourceReader(arguments, session.machine().files()).read();
    return new Linux(
        namespaces,
        hasUser ? uids : joinedMappings(namespaces, "/uid_map"),
        hasUser ? gids : joinedMappings(namespaces, "/gid_map"),
        choice.timeOffsets(),
        privileged ? List.of() : DeviceOption.read(arguments, session.machine().files()),
        null,
        resources,
        List.of(),
        security.profile(),
        propagation,
        security.sysctls(
            isNew(namespaces, NamespaceType.IPC),
            isNew(namespaces, NamespaceType.NETWORK),
            isNew(namespaces, NamespaceType.UTS)),
        privileged ? List.of() : DefaultPaths.masked(session, root.path()),
        privileged ? List.of() : DefaultPaths.READ_ONLY);
  }

  private List<IdMapping> joinedMappings(List<Namespace> namespaces, String file) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == NamespaceType.USER) {
        return NamespaceChoice.joinedMappings(session.machine().files(), namespace, file);
      }
    }
    return List.of();
  }

  /**
   * As in Docker: mounts that the host makes later are seen inside only when a volume asks for
   * that.
   */
  private static String propagation(List<Mount> volumes) {
    List<String> seen = List.of("shared", "rshared", "slave", "rslave");
    for (Mount volume : volumes) {
      for (String option : volume.options()) {
        if (seen.contains(option)) {
          return "rslave";
        }
      }
    }
    return "rprivate";
  }

  private Map<String, String> annotations(SecurityReader security) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.putAll(root.image().labels());
    if (!root.layers().isEmpty()) {
      annotations.put(Annotations.LAYERS, String.join("\n", root.layers()));
    }
    if (root.isImage() && !isMapped() && !arguments.is("rm", !arguments.is("detach"))) {
      annotations.put(Annotations.CHANGES, session.folders().changes(id));
    }
    for (String option : List.of("annotation", "label")) {
      for (String text : arguments.values(option)) {
        int equals = text.indexOf('=');
        if (text.startsWith("jaula.")) {
          throw Values.bad(
              option, text, "free to choose: keys that begin with jaula. are Jaula's own");
        }
        annotations.put(
            equals < 0 ? text : text.substring(0, equals),
            equals < 0 ? "" : text.substring(equals + 1));
      }
    }
    boolean keep = arguments.is("rootfs-rw");
    if (keep && root.isImage()) {
      throw new CliException(
          "--rootfs-rw would change an image's layers, which others use too: leave it out");
    }
    if (keep && root.isHost()) {
      throw new CliException(
          "--rootfs-rw would let the container change this machine itself: give a directory as ROOT");
    }
    annotations.put(
        Annotations.ROOTFS, keep ? Annotations.ROOTFS_KEEP : Annotations.ROOTFS_DISCARD);
    if (security.usesDockerRules()) {
      annotations.put(Annotations.SECCOMP, "docker");
    }
    if (arguments.is("init")) {
      annotations.put(Annotations.INIT, "true");
    }
    return annotations;
  }
}
