package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Nearest;
import dev.jaula.cgroup.Sizes;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.spec.Mount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code -v}, {@code --mount} and {@code --tmpfs}: Docker's words to the spec's mounts, in the
 * order given.
 */
final class VolumeReader {
  private static final List<String> PROPAGATION =
      List.of("private", "rprivate", "shared", "rshared", "slave", "rslave");

  private final Session session;
  private final Arguments arguments;
  private final List<Mount> mounts = new ArrayList<>();

  VolumeReader(Session session, Arguments arguments) {
    this.arguments = arguments;
    this.session = session;
  }

  List<Mount> read() {
    for (Arguments.Given given : arguments.options()) {
      switch (given.option().key()) {
        case "volume" -> volume(given.value());
        case "mount" -> mount(given.value());
        case "tmpfs" -> tmpfs(given.value());
        default -> {}
      }
    }
    return mounts;
  }

  private void volume(String text) {
    List<String> parts = Values.split(text, ':');
    if (parts.size() < 2 || parts.size() > 3 || parts.get(0).isEmpty()) {
      throw Values.bad("volume", text, "SOURCE:TARGET[:OPTIONS], such as /data:/data:ro");
    }
    List<String> options = new ArrayList<>();
    options.add("rbind");
    boolean overlay = false;
    for (String option : Values.split(parts.size() == 3 ? parts.get(2) : "", ',')) {
      switch (option) {
        case "", "rw", "cached", "delegated", "consistent", "nocopy" -> {}
        case "ro" -> options.add("ro");
        case "Z", "z" -> labels(text, option, parts.get(0));
        case "O" -> overlay = true;
        case "exec", "noexec", "suid", "nosuid", "dev", "nodev", "rro", "idmap" ->
            options.add(option);
        default -> {
          if (!PROPAGATION.contains(option)) {
            throw Values.bad(
                "volume",
                text,
                "valid: unknown option \""
                    + option
                    + "\"; known are ro, rw, z, Z, O, noexec, nosuid, nodev and propagation such as rslave");
          }
          options.add(option);
        }
      }
    }
    add("volume", text, overlay ? "overlay" : "bind", parts.get(0), parts.get(1), options);
  }

  /** selinuxfs has its directory only where SELinux is switched on. */
  private void labels(String text, String option, String source) {
    boolean hasLabels = session.machine().files().exists("/sys/fs/selinux");
    session.warn(
        arguments,
        "--volume "
            + text
            + ": "
            + option
            + " is ignored: "
            + (hasLabels
                ? "Jaula sets no SELinux labels; if access is denied: chcon -R -t container_file_t "
                    + source
                : "SELinux is not switched on here"));
  }

  private void mount(String text) {
    String type = "bind";
    String source = "";
    String target = "";
    List<String> options = new ArrayList<>();
    options.add("rbind");
    for (String part : Values.split(text, ',')) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "true" : part.substring(equals + 1);
      switch (key) {
        case "type" -> type = value;
        case "source", "src" -> source = value;
        case "target", "destination", "dst" -> target = value;
        case "readonly", "ro" -> addIf(options, "ro", value);
        case "rw" -> {}
        case "bind-propagation" -> options.add(propagation(text, value));
        case "bind-nonrecursive" -> options.set(0, "bind");
        case "tmpfs-size", "size" -> options.add("size=" + Sizes.parse("--mount " + key, value));
        case "tmpfs-mode", "mode" -> options.add("mode=" + value);
        case "idmap" -> addIf(options, "idmap", value);
        case "noexec", "nosuid", "nodev", "exec", "suid", "dev" -> addIf(options, key, value);
        default ->
            throw Values.bad("mount", text, "valid: unknown key \"" + key + "\"" + hint(key));
      }
    }
    if (!List.of("bind", "tmpfs", "overlay").contains(type)) {
      throw Values.bad("mount", text, "valid: type must be bind, tmpfs or overlay");
    }
    if (type.equals("tmpfs")) {
      options.set(0, "nodev");
    }
    add("mount", text, type, source, target, options);
  }

  private static String propagation(String text, String value) {
    if (!PROPAGATION.contains(value)) {
      throw Values.bad(
          "mount", text, "valid: bind-propagation is one of " + String.join(", ", PROPAGATION));
    }
    return value;
  }

  private static String hint(String key) {
    String nearest =
        Nearest.of(
            key,
            List.of(
                "type",
                "source",
                "target",
                "readonly",
                "bind-propagation",
                "tmpfs-size",
                "tmpfs-mode"));
    return nearest == null
        ? "; known are type, source, target, readonly, bind-propagation, tmpfs-size, tmpfs-mode"
        : "; did you mean " + nearest + "?";
  }

  private static void addIf(List<String> options, String option, String value) {
    if (!value.equals("false") && !value.equals("0")) {
      options.add(option);
    }
  }

  private void tmpfs(String text) {
    int colon = text.indexOf(':');
    String target = colon < 0 ? text : text.substring(0, colon);
    List<String> options = new ArrayList<>(List.of("noexec", "nosuid", "nodev"));
    for (String option : Values.split(colon < 0 ? "" : text.substring(colon + 1), ',')) {
      if (option.startsWith("size=")) {
        options.add("size=" + Sizes.parse("--tmpfs size", option.substring(5)));
      } else if (!option.isEmpty()) {
        options.add(option);
      }
    }
    add("tmpfs", text, "tmpfs", "", target, options);
  }

  private void add(
      String option, String text, String type, String source, String typed, List<String> options) {
    String target = clean(typed);
    if (!typed.startsWith("/") || target.equals("/")) {
      throw Values.bad(option, text, "valid: the target must be an absolute path other than /");
    }
    if (isBelow(target, "/proc")) {
      throw Values.bad(option, text, "allowed: nothing may be mounted over /proc");
    }
    for (Mount other : mounts) {
      if (other.destination().equals(target)) {
        throw new CliException(
            "--" + option + ": Duplicate mount point: " + target + "; leave one of them out");
      }
    }
    if (type.equals("tmpfs")) {
      mounts.add(new Mount(target, "tmpfs", "tmpfs", options));
      return;
    }
    mounts.add(new Mount(target, type, source(option, text, source), options));
  }

  /** Without dots and doubled slashes, so that a path cannot be written in two ways. */
  private static String clean(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : Values.split(path, '/')) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.remove(parts.size() - 1);
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  private static boolean isBelow(String path, String parent) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }

  private String source(String option, String text, String source) {
    Files files = session.machine().files();
    String path = source.startsWith("/") ? source : files.directories().current() + "/" + source;
    if (!source.startsWith("/") && source.indexOf('/') < 0 && !source.startsWith(".")) {
      throw Values.bad(
          option, text, "valid: the source must be a path of this host, such as ./" + source);
    }
    @Nullable Stat stat = files.stat(path);
    if (stat == null) {
      throw Values.bad(option, text, "valid: " + path + " does not exist on this host");
    }
    return path;
  }
}
