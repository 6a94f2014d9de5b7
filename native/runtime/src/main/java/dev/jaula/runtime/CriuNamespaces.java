package dev.jaula.runtime;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that a container has joined by a path: those of network and processes are external
 * to CRIU, which finds them by a key; others it joins by itself.
 */
final class CriuNamespaces {
  private final Machine machine;
  private final Spec spec;
  private final CriuProgram program;

  CriuNamespaces(Machine machine, Spec spec, CriuProgram program) {
    this.machine = machine;
    this.spec = spec;
    this.program = program;
  }

  void addForDump(CriuOptions options) {
    for (NamespaceType type : List.of(NamespaceType.NETWORK, NamespaceType.PID)) {
      @Nullable Namespace namespace = spec.linux().namespace(type);
      @Nullable String path = namespace == null ? null : namespace.path();
      if (path != null) {
        needExternal(type);
        @Nullable Stat stat = machine.files().stat(path);
        if (stat == null) {
          throw absent(type, path);
        }
        String inode = String.valueOf(stat.inode());
        options.text(CriuOptions.EXTERNAL, type.procName() + "[" + inode + "]:" + key(type));
      }
    }
  }

  /** The descriptors that CRIU must inherit. */
  List<Fd> addForRestore(CriuOptions options) {
    List<Fd> open = new ArrayList<>();
    for (Namespace namespace : spec.linux().namespaces()) {
      @Nullable String path = namespace.path();
      if (path == null) {
        continue;
      }
      switch (namespace.type()) {
        case NETWORK, PID -> open.add(inherit(namespace.type(), path, options));
        case CGROUP ->
            throw new OciException(
                "linux.namespaces: CRIU cannot restore into a cgroup namespace that is there: "
                    + path);
        case USER, MOUNT, UTS, IPC, TIME ->
            options.joinNamespace(namespace.type().procName(), path);
      }
    }
    return open;
  }

  private Fd inherit(NamespaceType type, String path, CriuOptions options) {
    needExternal(type);
    int fd = machine.files().tryOpenAt(Files.AT_FDCWD, path, Files.O_RDONLY, 0);
    if (fd < 0) {
      throw absent(type, path);
    }
    options.inherit(key(type), fd);
    return machine.files().own(fd);
  }

  private void needExternal(NamespaceType type) {
    int first = type == NamespaceType.NETWORK ? 31100 : 31500;
    program.need(first, "an external " + type.specName() + " namespace");
  }

  private static OciException absent(NamespaceType type, String path) {
    return new OciException(
        "requested " + type.specName() + " namespace " + path + " does not exist; make it again");
  }

  /** runc's, so that either can restore what the other has dumped. */
  private static String key(NamespaceType type) {
    return type == NamespaceType.NETWORK ? "extRootNetNS" : "extRootPidNS";
  }
}
