package dev.jaula.spec;

import dev.jaula.json.JsonText;
import dev.jaula.seccomp.Profile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the linux part of config.json; what is empty is left out. */
final class LinuxWriter {
  private static final long UNSIGNED = 0xffffffffL;

  private LinuxWriter() {}

  static void write(Linux linux, JsonText out) {
    out.object();
    mappings("uidMappings", linux.uidMappings(), out);
    mappings("gidMappings", linux.gidMappings(), out);
    if (!linux.sysctl().isEmpty()) {
      SpecWriter.map("sysctl", linux.sysctl(), out);
    }
    ResourcesWriter.write(linux.resources(), linux.deviceRules(), out);
    SpecWriter.text("cgroupsPath", linux.cgroupsPath(), out);
    namespaces(linux, out);
    devices(linux, out);
    netDevices(linux, out);
    @Nullable Profile seccomp = linux.seccomp();
    if (seccomp != null) {
      out.name("seccomp");
      SeccompWriter.write(seccomp, linux.seccompListener(), out);
    }
    if (!linux.rootfsPropagation().equals(LinuxReader.DEFAULT_PROPAGATION)) {
      out.member("rootfsPropagation", linux.rootfsPropagation());
    }
    SpecWriter.texts("maskedPaths", linux.maskedPaths(), out);
    SpecWriter.texts("readonlyPaths", linux.readonlyPaths(), out);
    SpecWriter.text("mountLabel", linux.mountLabel(), out);
    kernelModes(linux, out);
    timeOffsets(linux, out);
    out.endObject();
  }

  private static void kernelModes(Linux linux, JsonText out) {
    SpecWriter.member(linux.intelRdt(), out);
    SpecWriter.member(linux.memoryPolicy(), out);
    SpecWriter.member(linux.personality(), out);
  }

  private static void netDevices(Linux linux, JsonText out) {
    if (linux.netDevices().isEmpty()) {
      return;
    }
    out.object("netDevices");
    for (Map.Entry<String, String> device : linux.netDevices().entrySet()) {
      out.object(device.getKey());
      if (!device.getKey().equals(device.getValue())) {
        out.member("name", device.getValue());
      }
      out.endObject();
    }
    out.endObject();
  }

  private static void namespaces(Linux linux, JsonText out) {
    if (linux.namespaces().isEmpty()) {
      return;
    }
    out.array("namespaces");
    for (Namespace namespace : linux.namespaces()) {
      out.object().member("type", namespace.type().specName());
      SpecWriter.text("path", namespace.path(), out);
      out.endObject();
    }
    out.endArray();
  }

  static void mappings(String name, List<IdMapping> mappings, JsonText out) {
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
