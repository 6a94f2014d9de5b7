package dev.jaula.spec;

import java.util.List;
import java.util.Map;

/**
 * Reads linux.sysctl: only settings that belong to a namespace of the container's own, as any other
 * would change the host's kernel.
 */
final class SysctlReader {
  private SysctlReader() {}

  static Map<String, String> read(Field linux, List<Namespace> namespaces) {
    Map<String, String> settings = linux.strings("sysctl");
    if (settings.isEmpty()) {
      return settings;
    }
    for (Field entry : linux.need("sysctl", "{}").entries()) {
      check(entry, namespaces);
    }
    return settings;
  }

  private static void check(Field entry, List<Namespace> namespaces) {
    String name = dotted(entry.name());
    if (name.equals("kernel.hostname")) {
      throw entry.bad("is set by another field; write hostname");
    }
    NamespaceType type;
    if (!isPlain(name)) {
      throw entry.bad("has no proper name; write names between dots, as net.core.somaxconn");
    } else if (name.startsWith("net.")) {
      type = NamespaceType.NETWORK;
    } else if (name.equals("kernel.domainname")) {
      type = NamespaceType.UTS;
    } else if (name.startsWith("fs.mqueue.") || isIpc(name)) {
      type = NamespaceType.IPC;
    } else {
      throw entry.bad("belongs to the whole kernel, not to a namespace; set it on the host");
    }
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return;
      }
    }
    String kind = type.specName();
    throw entry.bad(
        "needs a namespace of its own; add {\"type\": \"" + kind + "\"} to linux.namespaces");
  }

  private static boolean isIpc(String name) {
    return switch (name) {
      case "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced" ->
          true;
      default -> false;
    };
  }

  /** sysctl(8): where the first separator is a slash, slashes and dots change their roles. */
  private static String dotted(String name) {
    int dot = name.indexOf('.');
    int slash = name.indexOf('/');
    if (slash < 0 || dot >= 0 && dot < slash) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return out.toString();
  }

  /** A part that is empty, or of slashes (which become dots), could climb out of /proc/sys. */
  private static boolean isPlain(String name) {
    boolean letters = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.' && !letters) {
        return false;
      }
      letters = c != '.' && (letters || c != '/');
    }
    return letters;
  }
}
