package dev.jaula.bootstrap;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Runs the scripts of the packages inside a container without a network. */
final class Configure {
  /** The folder below the root that holds what is needed while it is configured. */
  static final String WORKSHOP = ".jaula-bootstrap";

  private static final int LAST_LINES = 15;

  /** The scripts must not wait for a disk: the whole is synced once, or thrown away. */
  private static final String FILTER =
      """
      {"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["fsync","fdatasync","sync","syncfs",\
      "sync_file_range","msync"],"action":"SCMP_ACT_ERRNO","errnoRet":0}]}
      """;

  private final Path jaula;
  private final Workspace workspace;
  private final Path root;
  private final long epoch;
  private final boolean inUserNamespace;
  private final Progress progress;
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * @param epoch SOURCE_DATE_EPOCH for the scripts
   */
  Configure(BootstrapOptions options, Workspace workspace, long epoch, Progress progress) {
    this.workspace = workspace;
    this.jaula = options.jaula();
    this.inUserNamespace = options.inUserNamespace();
    this.root = workspace.root();
    this.epoch = epoch;
    this.progress = progress;
  }

  /**
   * Configures everything.
   *
   * @param packages in the order of the set
   * @param required how many of them are required
   * @param hasDebs whether the workshop has packages that dpkg must unpack
   */
  void run(List<Installed> packages, int required, boolean hasDebs)
      throws IOException, InterruptedException {
    Path workshop = root.resolve(WORKSHOP);
    Files.createDirectories(workshop);
    Files.writeString(workshop.resolve("configure"), script(packages, required, hasDebs));
    Path filter = root.resolveSibling("filter.json");
    Files.writeString(filter, FILTER);
    container(filter, packages.size());
  }

  /** The script that runs inside; each step fails the whole. */
  static String script(List<Installed> packages, int required, boolean hasDebs) {
    StringBuilder script = new StringBuilder(HEAD);
    List<Installed> first = new ArrayList<>(packages.subList(0, required));
    List<Installed> second = packages.subList(required, packages.size());
    first.sort(Comparator.comparingInt(Configure::rank).thenComparing(Installed::name));
    preinst(first, script);
    boolean later = hasDebs || second.stream().anyMatch(one -> one.has("preinst"));
    if (later) {
      script.append("dpkg --force-depends --force-configure-any --configure");
      for (Installed one : first) {
        script.append(' ').append(one.fileName());
      }
      script.append("\n");
      preinst(second, script);
    }
    if (hasDebs) {
      script
          .append("dpkg --force-depends --force-overwrite --force-confold --unpack /")
          .append(WORKSHOP)
          .append("/*.deb\n");
    }
    script.append("dpkg --force-confold --configure -a\n");
    return script.toString();
  }

  /** Those come first without which the scripts of the others fail: /etc/passwd. */
  private static int rank(Installed one) {
    return switch (one.name()) {
      case "base-passwd" -> 0;
      case "base-files" -> 1;
      default -> 2;
    };
  }

  private static void preinst(List<Installed> packages, StringBuilder script) {
    for (Installed one : packages) {
      if (one.has("preinst")) {
        script
            .append("preinst ")
            .append(one.name())
            .append(' ')
            .append(one.fileName())
            .append(' ')
            .append(one.fields().get("Architecture", ""))
            .append('\n');
      }
    }
  }

  private static final String HEAD =
      """
      set -e
      export DPKG_ADMINDIR=/var/lib/dpkg DPKG_ROOT= DPKG_MAINTSCRIPT_PACKAGE_REFCOUNT=1
      # in tmp.ci, as dpkg does: debconf looks there for the package's name and its templates
      preinst() {
        rm -rf /var/lib/dpkg/tmp.ci
        mkdir /var/lib/dpkg/tmp.ci
        cp "/var/lib/dpkg/info/$2.preinst" /var/lib/dpkg/tmp.ci/preinst
        printf 'Package: %s\\nArchitecture: %s\\n' "$1" "$3" > /var/lib/dpkg/tmp.ci/control
        for file in config templates; do
          if [ -e "/var/lib/dpkg/info/$2.$file" ]; then
            cp "/var/lib/dpkg/info/$2.$file" "/var/lib/dpkg/tmp.ci/$file"
          fi
        done
        DPKG_MAINTSCRIPT_NAME=preinst DPKG_MAINTSCRIPT_PACKAGE=$1 DPKG_MAINTSCRIPT_ARCH=$3 \\
          /var/lib/dpkg/tmp.ci/preinst install || {
          echo "dpkg: error processing package $1 (preinst)" >&2
          exit 1
        }
        rm -rf /var/lib/dpkg/tmp.ci
      }
      exec </dev/null
      """;

  private void container(Path filter, int packages) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            jaula.toString(),
            "run",
            "--rm",
            "--quiet",
            "--rootfs-rw",
            "--pidfile",
            workspace.pidfile().toString(),
            "--userns",
            "host",
            "--hostname",
            "localhost",
            "--security-opt",
            "seccomp=" + filter,
            "-e",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "-e",
            "DEBIAN_FRONTEND=noninteractive",
            "-e",
            "DEBCONF_NONINTERACTIVE_SEEN=true",
            "-e",
            "LC_ALL=C.UTF-8",
            "-e",
            "SOURCE_DATE_EPOCH=" + epoch,
            root.toString(),
            "--",
            "/bin/sh",
            "/" + WORKSHOP + "/configure");
    builder.redirectErrorStream(true);
    if (inUserNamespace) {
      // root there cannot write to /run/jaula, and a user's own state is none of this container's
      builder.environment().put("JAULA_ROOT", root.resolveSibling("state").toString());
    }
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BootstrapException(
          "cannot run " + jaula + " to configure the packages: " + e.getMessage(), e);
    }
    workspace.watch(process);
    try {
      process.getOutputStream().close();
      read(process, packages);
      int code = process.waitFor();
      if (code != 0) {
        throw failed(code);
      }
    } finally {
      process.destroy();
    }
  }

  private void read(Process process, int packages) throws IOException {
    int done = 0;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last.add(line);
        if (last.size() > LAST_LINES) {
          last.remove();
        }
        if (line.startsWith("Setting up ")) {
          done++;
          progress.step("configure", done, packages);
        }
      }
    }
  }

  private BootstrapException failed(int code) {
    String what = "";
    for (String line : last) {
      progress.warning(line);
      if (what.isEmpty() && line.startsWith("dpkg: error processing ")) {
        what = line.substring("dpkg: error processing ".length());
      }
    }
    return new BootstrapException(
        "configuring failed"
            + (what.isEmpty() ? "" : " at " + what)
            + ": the container ended with "
            + code
            + "; its last lines are above");
  }
}
