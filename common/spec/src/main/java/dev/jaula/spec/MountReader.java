package dev.jaula.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads mounts (config.md, "Mounts"). */
final class MountReader {
  private MountReader() {}

  static List<Mount> read(Field config) {
    List<Mount> mounts = new ArrayList<>();
    for (Field field : config.items("mounts")) {
      mounts.add(mount(field));
    }
    return mounts;
  }

  private static Mount mount(Field field) {
    Field destination = field.need("destination", "\"/data\"");
    @Nullable String source = field.text("source");
    Mount mount = new Mount(path(destination), field.text("type"), source, field.texts("options"));
    if (mount.isBind() && (source == null || source.isEmpty())) {
      throw new SpecException(
          field.path() + ".source: is missing; add e.g. \"/srv/data\", what is to be mounted");
    }
    noMappings(field.get("uidMappings"));
    noMappings(field.get("gidMappings"));
    return mount;
  }

  /** A relative destination is an old form of an absolute one: config.md, "destination". */
  private static String path(Field destination) {
    String path = destination.text();
    if (path.isEmpty()) {
      throw destination.bad("is empty; write an absolute path inside the container");
    }
    return path.startsWith("/") ? path : "/" + path;
  }

  /** To leave ids as they are would hand files to the wrong owner, so this is no mere warning. */
  private static void noMappings(@Nullable Field mappings) {
    if (mappings != null && !mappings.items().isEmpty()) {
      throw mappings.bad("is not supported yet; remove it or change the owner of the source");
    }
  }
}
