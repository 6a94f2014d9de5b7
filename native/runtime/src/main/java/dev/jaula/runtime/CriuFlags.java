package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Spec;
import org.jspecify.annotations.Nullable;

/** What {@code checkpoint} and {@code restore} are both told on the command line. */
final class CriuFlags {
  /** Where runc's users have put CRIU's own options (runc, docs/checkpoint-restore). */
  private static final String CONFIG = "/etc/criu/runc.conf";

  private static final String CONFIG_ANNOTATION = "org.criu.config";
  private static final int NOISY = 4;

  private final Session session;
  private final Machine machine;
  private final Arguments arguments;

  CriuFlags(Session session) {
    this.session = session;
    this.machine = session.machine();
    this.arguments = session.arguments();
  }

  /** The directory with the images, absolute. */
  String images() {
    return session.absolute(arguments.value("image-path", "checkpoint"));
  }

  Fd openImages() {
    return openImages("");
  }

  /** As a process sees it whose root this is; CRIU mounts where its directories are. */
  Fd openImages(String root) {
    int fd = open(root, images());
    if (fd < 0) {
      throw new OciException("--image-path: open " + images() + ": " + Errno.text(-fd));
    }
    return machine.files().own(fd);
  }

  private int open(String root, String path) {
    int flags = Files.O_RDONLY | Files.O_DIRECTORY;
    if (root.isEmpty()) {
      return machine.files().tryOpenAt(Files.AT_FDCWD, path, flags, 0);
    }
    try (Fd from = machine.files().open(root, Files.O_PATH | Files.O_DIRECTORY)) {
      return machine.files().tryOpenResolved(from.number(), path, flags, Files.RESOLVE_IN_ROOT);
    }
  }

  Fd makeImages() {
    machine.files().directories().makeWithParents(images(), 0700);
    return openImages();
  }

  /** The directory for CRIU's log and other work: that of the images, if no other is given. */
  String work() {
    String typed = arguments.value("work-path", "");
    return typed.isEmpty() ? images() : session.absolute(typed);
  }

  /** Made when it is not there; opened as {@link #openImages(String)}. */
  Fd openWork(String root) {
    machine.files().directories().makeWithParents(work(), 0700);
    int fd = open(root, work());
    if (fd < 0) {
      throw new OciException("--work-path: open " + work() + ": " + Errno.text(-fd));
    }
    return machine.files().own(fd);
  }

  /** Adds those options that mean the same in both directions. */
  CriuOptions add(Spec spec, Fd images, Fd work, String log, CriuOptions options) {
    options
        .number(CriuOptions.IMAGES_DIR_FD, images.number())
        .number(CriuOptions.WORK_DIR_FD, work.number())
        .number(CriuOptions.LOG_LEVEL, NOISY)
        .text(CriuOptions.LOG_FILE, log)
        .flag(CriuOptions.MANAGE_CGROUPS, true)
        .number(CriuOptions.MANAGE_CGROUPS_MODE, mode())
        .flag(CriuOptions.NOTIFY_SCRIPTS, true)
        .flag(CriuOptions.SHELL_JOB, arguments.is("shell-job"))
        .flag(CriuOptions.EXT_UNIX_SK, arguments.is("ext-unix-sk"))
        .flag(CriuOptions.TCP_ESTABLISHED, arguments.is("tcp-established"))
        .flag(CriuOptions.FILE_LOCKS, arguments.is("file-locks"))
        .number(CriuOptions.EMPTY_NS, emptyNamespaces())
        .flag(CriuOptions.ORPHAN_PTS_MASTER, true)
        .flag(CriuOptions.AUTO_DEDUP, arguments.is("auto-dedup"))
        .flag(CriuOptions.LAZY_PAGES, arguments.is("lazy-pages"));
    String config = spec.annotations().getOrDefault(CONFIG_ANNOTATION, CONFIG);
    return config.isEmpty() ? options : options.text(CriuOptions.CONFIG_FILE, config);
  }

  /** The number of criu_cg_mode. */
  private int mode() {
    String mode = arguments.value("manage-cgroups-mode", "");
    return switch (mode) {
      case "" -> 6;
      case "soft" -> 3;
      case "full" -> 4;
      case "strict" -> 5;
      case "ignore" -> 0;
      default ->
          throw new OciException(
              "invalid manage-cgroups-mode value: \""
                  + mode
                  + "\"; give soft, full, strict or ignore");
    };
  }

  /** The network is never in the images: devices and addresses are the engine's (runc too). */
  private long emptyNamespaces() {
    for (String type : arguments.values("empty-ns")) {
      if (!type.equals("network")) {
        throw new OciException(
            "--empty-ns: namespace \"" + type + "\" is not supported; network is");
      }
    }
    return Processes.CLONE_NEWNET;
  }

  /** Relative to the images, as it is stored in them; empty when there is none. */
  String parent() {
    String parent = arguments.value("parent-path", "");
    if (parent.startsWith("/")) {
      throw new OciException("--parent-path must be relative to --image-path: " + parent);
    }
    @Nullable Stat stat = parent.isEmpty() ? null : machine.files().stat(images() + "/" + parent);
    if (!parent.isEmpty() && (stat == null || !stat.isDirectory())) {
      throw new OciException(
          "invalid --parent-path: " + images() + "/" + parent + " is not a directory");
    }
    return parent;
  }

  /** Adds {@code --page-server}, if it is given. */
  void addPageServer(CriuOptions options) {
    String typed = arguments.value("page-server", "");
    if (typed.isEmpty()) {
      return;
    }
    int colon = typed.lastIndexOf(':');
    String address = colon < 0 ? "" : typed.substring(0, colon);
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    String port = typed.substring(colon + 1);
    if (address.isEmpty() || port.isEmpty()) {
      throw new OciException("use --page-server ADDRESS:PORT to specify the page server");
    }
    if (!Words.isNumber(port) || Long.parseLong(port) < 1 || Long.parseLong(port) > 65535) {
      throw new OciException("--page-server: invalid port number: \"" + port + "\"");
    }
    options.pageServer(address, Integer.parseInt(port));
  }

  /** {@code --status-fd}, or -1; an error when nothing can be written to it. */
  int statusFd() {
    String typed = arguments.value("status-fd", "");
    if (typed.isEmpty() || typed.equals("-1")) {
      return -1;
    }
    if (!Words.isNumber(typed) || Long.parseLong(typed) < 0 || Long.parseLong(typed) > 1 << 20) {
      throw new OciException("invalid --status-fd argument " + typed + ": not a descriptor");
    }
    int fd = Integer.parseInt(typed);
    int flags = machine.files().descriptors().tryFlags(fd);
    if (flags < 0) {
      throw new OciException("invalid --status-fd argument " + fd + ": bad file descriptor");
    }
    if ((flags & 3) == Files.O_RDONLY) {
      throw new OciException("invalid --status-fd argument " + fd + ": not writable");
    }
    return fd;
  }
}
