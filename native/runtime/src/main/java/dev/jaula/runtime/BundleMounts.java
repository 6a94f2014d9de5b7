package dev.jaula.runtime;

import dev.jaula.linux.Files;
import dev.jaula.plan.OciMountOptions;
import dev.jaula.spec.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mounts of a bundle, their sources as paths of the host. */
final class BundleMounts {
  private BundleMounts() {}

  /** Sources of bind mounts may be relative to the bundle (config.md, "Mounts"). */
  static List<Mount> absolute(String bundle, List<Mount> mounts) {
    List<Mount> absolute = new ArrayList<>();
    for (Mount mount : mounts) {
      @Nullable String source = mount.source();
      if (source == null || source.startsWith("/") || !mount.isBind()) {
        absolute.add(mount);
      } else {
        absolute.add(
            new Mount(
                mount.destination(),
                mount.type(),
                bundle + "/" + source,
                mount.options(),
                mount.uidMappings(),
                mount.gidMappings()));
      }
    }
    return absolute;
  }

  /** Destinations with the option copy-symlink whose source is a link, with where that leads. */
  static Map<String, String> links(Files files, List<Mount> mounts) {
    Map<String, String> links = new LinkedHashMap<>();
    for (Mount mount : mounts) {
      @Nullable String source = mount.source();
      if (source != null && mount.options().contains(OciMountOptions.COPY_LINK)) {
        @Nullable String link = files.readLink(source);
        if (link != null) {
          links.put(mount.destination(), link);
        }
      }
    }
    return links;
  }
}
