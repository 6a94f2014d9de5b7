package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the whole of the linux part (config-linux.md). */
final class LinuxAttributes {
  private LinuxAttributes() {}

  static Linux read(Field config) {
    @Nullable Field resources = LinuxReader.resources(config);
    Linux linux =
        LinuxReader.read(config, resources == null ? Resources.NONE : LimitsReader.read(resources));
    @Nullable Field field = config.get("linux");
    if (field == null) {
      return linux;
    }
    return new Linux(
        linux.namespaces(),
        linux.uidMappings(),
        linux.gidMappings(),
        linux.timeOffsets(),
        linux.devices(),
        linux.cgroupsPath(),
        linux.resources(),
        linux.deviceRules(),
        linux.seccomp(),
        linux.rootfsPropagation(),
        linux.sysctl(),
        linux.maskedPaths(),
        linux.readonlyPaths(),
        NetDeviceReader.read(field),
        ProcessAttributes.word(field, "mountLabel"),
        intelRdt(field.get("intelRdt")),
        memoryPolicy(field.get("memoryPolicy")),
        personality(field.get("personality")),
        listener(field.get("seccomp")));
  }

  private static @Nullable IntelRdt intelRdt(@Nullable Field field) {
    if (field == null) {
      return null;
    }
    @Nullable Field bandwidth = field.get("memBwSchema");
    if (bandwidth != null && !isLine(bandwidth.text())) {
      throw bandwidth.bad("is not one line of memory bandwidth; write e.g. \"MB:0=70\"");
    }
    return new IntelRdt(
        closId(field.get("closID")),
        field.texts("schemata"),
        ProcessAttributes.word(field, "l3CacheSchema"),
        ProcessAttributes.word(field, "memBwSchema"),
        field.flag("enableMonitoring"));
  }

  private static boolean isLine(String bandwidth) {
    return bandwidth.isEmpty() || bandwidth.startsWith("MB:") && bandwidth.indexOf('\n') < 0;
  }

  /** The name of a directory, so it must not lead out of its parent. */
  private static @Nullable String closId(@Nullable Field field) {
    if (field == null || field.text().isEmpty()) {
      return null;
    }
    String id = field.text();
    if (id.equals(".") || id.equals("..") || id.indexOf('/') >= 0) {
      throw field.bad("is not the name of a directory; write it without \"/\"");
    }
    return id;
  }

  private static @Nullable MemoryPolicy memoryPolicy(@Nullable Field field) {
    if (field == null) {
      return null;
    }
    Field name = field.need("mode", "\"MPOL_BIND\"");
    MemoryPolicy.Mode mode =
        name.choice(MemoryPolicy.Mode.values(), MemoryPolicy.Mode::ociName, "a memory policy");
    @Nullable String nodes = ResourcesReader.list(field.get("nodes"));
    if (nodes == null && mode.needsNodes()) {
      throw name.bad("needs nodes; add e.g. \"nodes\": \"0-1\"");
    }
    if (nodes != null && mode.forbidsNodes()) {
      throw field.need("nodes", "").bad("does not go with " + mode.ociName() + "; remove it");
    }
    return new MemoryPolicy(mode, nodes, flags(field.items("flags")));
  }

  private static int flags(List<Field> items) {
    int flags = 0;
    int exclusive = MemoryPolicy.Flag.STATIC_NODES.bit() | MemoryPolicy.Flag.RELATIVE_NODES.bit();
    for (Field item : items) {
      flags |=
          item.choice(
                  MemoryPolicy.Flag.values(), MemoryPolicy.Flag::ociName, "a memory policy flag")
              .bit();
      if ((flags & exclusive) == exclusive) {
        throw item.bad("contradicts an earlier flag; write either static or relative nodes");
      }
    }
    return flags;
  }

  private static @Nullable Personality personality(@Nullable Field field) {
    if (field == null) {
      return null;
    }
    for (Field flag : field.items("flags")) {
      throw flag.bad("is not a personality flag, of which the spec has none; remove it");
    }
    return field
        .need("domain", "\"LINUX32\"")
        .choice(Personality.values(), Personality::name, "an execution domain");
  }

  private static @Nullable SeccompListener listener(@Nullable Field seccomp) {
    if (seccomp == null) {
      return null;
    }
    @Nullable String path = ProcessAttributes.word(seccomp, "listenerPath");
    @Nullable Field metadata = seccomp.get("listenerMetadata");
    if (path != null) {
      return new SeccompListener(path, metadata == null ? null : metadata.text());
    }
    if (metadata != null && !metadata.text().isEmpty()) {
      throw metadata.bad("is for nobody; add listenerPath or remove it");
    }
    return null;
  }
}
