package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.seccomp.Profile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Linux part of a spec (config-linux.md).
 *
 * @param netDevices names of the host's devices that move in, with their names in the container
 * @param mountLabel SELinux context of all mounts
 * @param seccompListener who decides where the filter says SCMP_ACT_NOTIFY
 */
public record Linux(
    List<Namespace> namespaces,
    List<IdMapping> uidMappings,
    List<IdMapping> gidMappings,
    List<TimeOffset> timeOffsets,
    List<Device> devices,
    @Nullable String cgroupsPath,
    Resources resources,
    List<DeviceRule> deviceRules,
    @Nullable Profile seccomp,
    String rootfsPropagation,
    Map<String, String> sysctl,
    List<String> maskedPaths,
    List<String> readonlyPaths,
    Map<String, String> netDevices,
    @Nullable String mountLabel,
    @Nullable IntelRdt intelRdt,
    @Nullable MemoryPolicy memoryPolicy,
    @Nullable Personality personality,
    @Nullable SeccompListener seccompListener) {
  /** A Linux part without what only an OCI config.json says. */
  public Linux(
      List<Namespace> namespaces,
      List<IdMapping> uidMappings,
      List<IdMapping> gidMappings,
      List<TimeOffset> timeOffsets,
      List<Device> devices,
      @Nullable String cgroupsPath,
      Resources resources,
      List<DeviceRule> deviceRules,
      @Nullable Profile seccomp,
      String rootfsPropagation,
      Map<String, String> sysctl,
      List<String> maskedPaths,
      List<String> readonlyPaths) {
    this(
        namespaces,
        uidMappings,
        gidMappings,
        timeOffsets,
        devices,
        cgroupsPath,
        resources,
        deviceRules,
        seccomp,
        rootfsPropagation,
        sysctl,
        maskedPaths,
        readonlyPaths,
        Map.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** The namespace of a kind that is to be made or joined, or null when the host's is kept. */
  public @Nullable Namespace namespace(NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return namespace;
      }
    }
    return null;
  }

  /** The same with other devices. */
  public Linux withDevices(List<Device> others) {
    return new Linux(
        namespaces,
        uidMappings,
        gidMappings,
        timeOffsets,
        others,
        cgroupsPath,
        resources,
        deviceRules,
        seccomp,
        rootfsPropagation,
        sysctl,
        maskedPaths,
        readonlyPaths,
        netDevices,
        mountLabel,
        intelRdt,
        memoryPolicy,
        personality,
        seccompListener);
  }

  /** The same with other limits. */
  public Linux withResources(Resources others) {
    return new Linux(
        namespaces,
        uidMappings,
        gidMappings,
        timeOffsets,
        devices,
        cgroupsPath,
        others,
        deviceRules,
        seccomp,
        rootfsPropagation,
        sysctl,
        maskedPaths,
        readonlyPaths,
        netDevices,
        mountLabel,
        intelRdt,
        memoryPolicy,
        personality,
        seccompListener);
  }

  /** Whether a namespace of this kind is to be made anew. */
  public boolean isNew(NamespaceType type) {
    @Nullable Namespace namespace = namespace(type);
    return namespace != null && namespace.path() == null;
  }
}
