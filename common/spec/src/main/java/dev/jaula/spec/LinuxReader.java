package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the linux part of config.json (config-linux.md); {@link LinuxAttributes} reads what Jaula's
 * own commands never write.
 */
final class LinuxReader {
  /** What a root mount gets when nothing is said: nothing flows back to the host. */
  static final String DEFAULT_PROPAGATION = "rslave";

  private static final List<String> PROPAGATIONS =
      List.of(
          "private",
          "shared",
          "slave",
          "unbindable",
          "rprivate",
          "rshared",
          "rslave",
          "runbindable");

  private static final Linux NOTHING =
      new Linux(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          Resources.NONE,
          List.of(),
          null,
          DEFAULT_PROPAGATION,
          Map.of(),
          List.of(),
          List.of());

  private LinuxReader() {}

  static Linux read(Field config) {
    @Nullable Field resources = resources(config);
    return read(
        config, resources == null ? Resources.NONE : ResourcesReader.read(resources).build());
  }

  /** The member linux.resources. */
  static @Nullable Field resources(Field config) {
    @Nullable Field linux = config.get("linux");
    return linux == null ? null : linux.get("resources");
  }

  static Linux read(Field config, Resources limits) {
    @Nullable Field linux = config.get("linux");
    if (linux == null) {
      return NOTHING;
    }
    List<Namespace> namespaces = NamespaceReader.namespaces(linux);
    @Nullable Field resources = linux.get("resources");
    @Nullable Field seccomp = linux.get("seccomp");
    return new Linux(
        namespaces,
        NamespaceReader.mappings(linux, "uidMappings", namespaces),
        NamespaceReader.mappings(linux, "gidMappings", namespaces),
        NamespaceReader.timeOffsets(linux, namespaces),
        DeviceReader.devices(linux),
        cgroupsPath(linux.get("cgroupsPath")),
        limits,
        resources == null ? List.of() : DeviceReader.rules(resources),
        seccomp == null ? null : SeccompReader.read(seccomp, null),
        propagation(linux.get("rootfsPropagation")),
        SysctlReader.read(linux, namespaces),
        paths(linux, "maskedPaths"),
        paths(linux, "readonlyPaths"));
  }

  private static String propagation(@Nullable Field field) {
    if (field == null || field.text().isEmpty()) {
      return DEFAULT_PROPAGATION;
    }
    return PROPAGATIONS.get(field.word(PROPAGATIONS, "a mount propagation"));
  }

  private static @Nullable String cgroupsPath(@Nullable Field field) {
    if (field == null || field.text().isEmpty()) {
      return null;
    }
    String path = "/" + field.text() + "/";
    if (path.contains("/../")) {
      throw field.bad("leaves its parent; write a path without \"..\"");
    }
    return field.text();
  }

  private static List<String> paths(Field linux, String key) {
    List<String> paths = new ArrayList<>();
    for (Field item : linux.items(key)) {
      paths.add(item.absolute());
    }
    return paths;
  }
}
