package dev.jaula.spec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads mounts (config.md, "Mounts"), with their id mappings or without. */
final class MountReader {
  private MountReader() {}

  static List<Mount> read(Field config) {
    List<Mount> mounts = new ArrayList<>();
    for (Field field : config.items("mounts")) {
      mounts.add(mount(field));
    }
    return mounts;
  }

  static List<Mount> readMapped(Field config) {
    List<Mount> mounts = new ArrayList<>();
    for (Field field : config.items("mounts")) {
      mounts.add(mapped(field, mount(field)));
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

  /** To map only one kind of ids would hand files to the wrong owner. */
  private static Mount mapped(Field field, Mount mount) {
    List<IdMapping> uids = NamespaceReader.ranges(field, "uidMappings");
    List<IdMapping> gids = NamespaceReader.ranges(field, "gidMappings");
    if (uids.isEmpty() != gids.isEmpty()) {
      String there = uids.isEmpty() ? "gidMappings" : "uidMappings";
      String missing = uids.isEmpty() ? "uidMappings" : "gidMappings";
      throw field.need(there, "").bad("needs " + missing + " beside it; add them");
    }
    if (uids.isEmpty()) {
      return mount;
    }
    if (!mount.isBind()) {
      throw field.need("uidMappings", "").bad("goes with bind mounts only; remove it");
    }
    return new Mount(
        mount.destination(), mount.type(), mount.source(), mount.options(), uids, gids);
  }
}
