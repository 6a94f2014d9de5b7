package dev.jaula.spec;

import dev.jaula.json.JsonText;
import dev.jaula.seccomp.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the linux part of config.json; what is empty is left out. */
final class LinuxWriter {
  private static final long UNSIGNED = 0xffffffffL;

  private LinuxWriter() {}

  static void write(Linux linux, JsonText out) {
    out.object();
    namespaces(linux, out);
    mappings("uidMappings", linux.uidMappings(), out);
    mappings("gidMappings", linux.gidMappings(), out);
    timeOffsets(linux, out);
    devices(linux, out);
    SpecWriter.text("cgroupsPath", linux.cgroupsPath(), out);
    ResourcesWriter.write(linux.resources(), linux.deviceRules(), out);
    @Nullable Profile seccomp = linux.seccomp();
    if (seccomp != null) {
      out.name("seccomp");
      SeccompWriter.write(seccomp, out);
    }
    SpecWriter.text("rootfsPropagation", linux.rootfsPropagation(), out);
    if (!linux.sysctl().isEmpty()) {
      SpecWriter.map("sysctl", linux.sysctl(), out);
    }
    out.member("maskedPaths", linux.maskedPaths());
    out.member("readonlyPaths", linux.readonlyPaths());
    out.endObject();
  }

  private static void namespaces(Linux linux, JsonText out) {
    out.array("namespaces");
    for (Namespace namespace : linux.namespaces()) {
      out.object().member("type", namespace.type().specName());
      SpecWriter.text("path", namespace.path(), out);
      out.endObject();
    }
    out.endArray();
  }

  private static void mappings(String name, List<IdMapping> mappings, JsonText out) {
    if (mappings.isEmpty()) {
      return;
    }
    out.array(name);
    for (IdMapping mapping : mappings) {
      out.object()
          .member("containerID", mapping.containerId())
          .member("hostID", mapping.hostId())
          .member("size", mapping.size())
          .endObject();
    }
    out.endArray();
  }

  private static void timeOffsets(Linux linux, JsonText out) {
    if (linux.timeOffsets().isEmpty()) {
      return;
    }
    out.object("timeOffsets");
    for (TimeOffset offset : linux.timeOffsets()) {
      out.object(offset.clock())
          .member("secs", offset.seconds())
          .member("nanosecs", offset.nanoseconds())
          .endObject();
    }
    out.endObject();
  }

  private static void devices(Linux linux, JsonText out) {
    if (linux.devices().isEmpty()) {
      return;
    }
    out.array("devices");
    for (Device device : linux.devices()) {
      out.object().member("path", device.path()).member("type", String.valueOf(device.type()));
      out.member("major", device.major()).member("minor", device.minor());
      out.member("fileMode", device.fileMode());
      out.member("uid", device.uid() & UNSIGNED).member("gid", device.gid() & UNSIGNED);
      out.endObject();
    }
    out.endArray();
  }
}
