package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Program;
import dev.jaula.spec.Root;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory with config.json and usually the root file system (bundle.md). */
final class Bundle {
  private final String path;
  private final byte[] config;
  private final Config parsed;
  private final Spec spec;

  private Bundle(String path, byte[] config, Config parsed, Spec spec) {
    this.path = path;
    this.config = config;
    this.parsed = parsed;
    this.spec = spec;
  }

  /** Absolute. */
  String path() {
    return path;
  }

  /** The bytes of config.json. */
  byte[] config() {
    return config;
  }

  /** What they say, the root's path made absolute. */
  Spec spec() {
    return spec;
  }

  /** The name of the seccomp filter, or null when there is none. */
  @Nullable String filterKey() {
    return parsed.filterKey();
  }

  @Nullable Program filter() {
    return parsed.filter();
  }

  /** Reads {@code --bundle}, by default the working directory, and {@code --config}. */
  static Bundle read(Session session) {
    Files files = session.machine().files();
    String typed = session.arguments().value("bundle", "");
    String path = typed.isEmpty() ? files.directories().current() : session.absolute(typed);
    String config = session.arguments().value("config", "");
    String file = config.isEmpty() ? path + "/config.json" : session.absolute(config);
    byte[] text = text(files, file);
    List<String> warnings = new ArrayList<>();
    Config parsed = parse(session, file, text, warnings);
    Spec spec = withRoot(files, path, parsed.spec());
    for (String warning : warnings) {
      session.log().warn(warning);
    }
    return new Bundle(path, text, parsed, spec);
  }

  private static byte[] text(Files files, String file) {
    int fd = files.tryOpenAt(Files.AT_FDCWD, file, Files.O_RDONLY, 0);
    if (fd < 0) {
      throw new OciException(
          "open " + file + ": " + Errno.text(-fd) + "; a bundle is made by: jaula-runtime spec");
    }
    try (Fd open = files.own(fd)) {
      return files.readAll(open.number());
    }
  }

  private static Config parse(Session session, String file, byte[] text, List<String> warnings) {
    try {
      return Config.read(session, text, warnings);
    } catch (JsonException e) {
      throw new OciException(file + ": " + e.getMessage());
    }
  }

  private static Spec withRoot(Files files, String bundle, Spec spec) {
    String typed = spec.root().path();
    String root = typed.startsWith("/") ? typed : bundle + "/" + typed;
    @Nullable Stat stat = files.stat(root);
    if (stat == null || !stat.isDirectory()) {
      throw new OciException(
          "root.path: \""
              + typed
              + "\" is not a directory: "
              + root
              + "; put the root file system there");
    }
    return spec.with(
            new Root(root, spec.root().readonly()),
            spec.linux().withDevices(DefaultDevices.with(spec.linux().devices())))
        .with(
            Labels.known(files, spec.needProcess()), BundleMounts.absolute(bundle, spec.mounts()));
  }
}
