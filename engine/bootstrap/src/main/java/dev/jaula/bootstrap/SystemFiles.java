package dev.jaula.bootstrap;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that are no package's, as debootstrap writes them, and those that go again. */
final class SystemFiles {
  private static final String POLICY = "usr/sbin/policy-rc.d";

  private final Tree tree;
  private final Plan plan;
  private final String daemon;

  SystemFiles(Tree tree, Plan plan) {
    this.tree = tree;
    this.plan = plan;
    this.daemon = tree.exists("sbin/start-stop-daemon") ? "sbin/start-stop-daemon" : "";
  }

  private void put(String path, String text, int mode) {
    tree.put(path, text.getBytes(StandardCharsets.UTF_8), mode, plan.epoch());
  }

  /** Before anything is configured: no service may be started. */
  void before(BootstrapOptions options) {
    put(POLICY, "#!/bin/sh\nexit 101\n", 0755);
    if (!daemon.isEmpty()) {
      tree.rename(daemon, daemon + ".REAL");
      put(daemon, "#!/bin/sh\necho 'start-stop-daemon does nothing now'\n", 0755);
    }
    if (plan.distribution().needsUnmergedMark(plan.codename(), options.variant())) {
      String mark = "etc/unsupported-skip-usrmerge-conversion";
      put(mark, "this system will not be supported in the future\n", 0644);
    }
    put("etc/fstab", "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n", 0644);
  }

  /** Afterwards. */
  void after() {
    if (!daemon.isEmpty()) {
      tree.rename(daemon + ".REAL", daemon);
    }
    tree.remove(POLICY);
    put("etc/apt/sources.list", sources(), 0644);
  }

  /** The archives as a system elsewhere can reach them: what is no http mirror becomes public. */
  private String sources() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < plan.archives().size(); i++) {
      AptSource source = plan.archives().get(i).source();
      boolean web = source.uri().startsWith("http");
      if (web || i == 0) {
        String uri = web ? AptSource.publicly(source.uri()) : plan.distribution().mirror("amd64");
        String components = String.join(" ", plan.components().get(i));
        lines.append("deb ").append(uri).append(' ').append(source.suite()).append(' ');
        lines.append(components).append('\n');
      }
    }
    return lines.toString();
  }

  /** The device files that debootstrap makes, for those who use the folder with chroot. */
  void devices() {
    for (String[] device :
        List.of(
            new String[] {"null", "1", "3"},
            new String[] {"zero", "1", "5"},
            new String[] {"full", "1", "7"},
            new String[] {"random", "1", "8"},
            new String[] {"urandom", "1", "9"},
            new String[] {"tty", "5", "0"})) {
      tree.node(
          "dev/" + device[0],
          0x2000 | 0666,
          Integer.parseInt(device[1]),
          Integer.parseInt(device[2]));
    }
    tree.makeFolder("dev/pts", 0755);
    tree.makeFolder("dev/shm", 01777);
    tree.symbolicLink("dev/ptmx", "pts/ptmx", 0, 0, plan.epoch());
    tree.symbolicLink("dev/fd", "/proc/self/fd", 0, 0, plan.epoch());
    tree.symbolicLink("dev/stdin", "/proc/self/fd/0", 0, 0, plan.epoch());
    tree.symbolicLink("dev/stdout", "/proc/self/fd/1", 0, 0, plan.epoch());
    tree.symbolicLink("dev/stderr", "/proc/self/fd/2", 0, 0, plan.epoch());
  }
}
