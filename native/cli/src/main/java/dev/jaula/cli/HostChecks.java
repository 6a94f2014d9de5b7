package dev.jaula.cli;

import dev.jaula.cgroup.BasePath;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.Hierarchy;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Membership;
import dev.jaula.host.FactsReader;
import dev.jaula.host.KernelVersion;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.spec.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the host: by files where the kernel tells, by trying in a child where it does not. */
final class HostChecks {
  private final Session session;
  private final Machine machine;
  private final Files files;
  private final List<HostCheck> checks = new ArrayList<>();

  HostChecks(Session session) {
    this.session = session;
    this.machine = session.machine();
    this.files = machine.files();
  }

  List<HostCheck> all() {
    kernel();
    namespaces();
    cgroups();
    fileSystems();
    security();
    users();
    tools();
    return checks;
  }

  private void add(String name, boolean available, String detail, String remedy) {
    checks.add(new HostCheck(name, available, available ? detail : "", available ? "" : remedy));
  }

  private void kernel() {
    KernelVersion version = KernelVersion.of(machine);
    boolean enough = version.major() > 5 || version.major() == 5 && version.minor() >= 12;
    add(
        "kernel",
        enough,
        machine.processes().release(),
        "Jaula needs Linux 5.12 or newer; this is " + machine.processes().release());
    int uid = machine.credentials().userId();
    add("user", true, uid == 0 ? "root" : "uid " + uid + ", without privileges", "");
  }

  private void namespaces() {
    for (NamespaceType type : NamespaceType.values()) {
      boolean there = files.exists("/proc/self/ns/" + type.procName());
      add(
          type.specName() + " namespace",
          there,
          "",
          "this kernel was built without it (man 7 namespaces)");
    }
    add(
        "new user namespace",
        canMakeUserNamespace(),
        "",
        session.say(
            "switched off: sysctl -w user.max_user_namespaces=10000, and kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0 where they exist",
            "desligado: sysctl -w user.max_user_namespaces=10000, e kernel.unprivileged_userns_clone=1 ou kernel.apparmor_restrict_unprivileged_userns=0 onde existirem"));
  }

  private boolean canMakeUserNamespace() {
    int child = machine.processes().fork(0, -1, new int[1]);
    if (child == 0) {
      try {
        machine.processes().unshare(NamespaceType.USER.flag());
        machine.processes().exit(0);
      } catch (LinuxException e) {
        machine.processes().exit(1);
      }
    }
    return machine.processes().wait(child) == 0;
  }

  private void cgroups() {
    KernelCgroupFiles kernelFiles = new KernelCgroupFiles(machine.kernel());
    Hierarchies hierarchies = Hierarchies.detect(kernelFiles, Hierarchies.ROOT);
    add("cgroups", true, hierarchies.version().text() + ": " + controllers(hierarchies), "");
    String own = files.tryRead("/proc/self/cgroup");
    BasePath base =
        machine.credentials().userId() == 0
            ? BasePath.forRoot("NAME", null)
            : BasePath.forUser(
                kernelFiles, hierarchies, Membership.parse(own == null ? "" : own), "NAME", null);
    add("limits for this user", base.isAvailable(), base.path(), base.remedy());
    boolean pressure = files.exists("/proc/pressure/cpu");
    add("pressure (PSI)", pressure, "", "boot with psi=1");
  }

  private String controllers(Hierarchies hierarchies) {
    if (hierarchies.isUnified()) {
      String text = files.tryRead(Hierarchies.ROOT + "/cgroup.controllers");
      return text == null ? "" : text.trim();
    }
    StringBuilder text = new StringBuilder();
    for (Hierarchy hierarchy : hierarchies.mounts()) {
      text.append(text.isEmpty() ? "" : " ").append(String.join(",", hierarchy.controllers()));
    }
    return text.toString();
  }

  private void fileSystems() {
    @Nullable String known = files.tryRead("/proc/filesystems");
    for (String name : List.of("overlay", "tmpfs", "mqueue")) {
      boolean there = known != null && known.contains("\t" + name + "\n");
      add(name, there, "", "modprobe " + name);
    }
  }

  private void security() {
    @Nullable String actions = files.tryRead("/proc/sys/kernel/seccomp/actions_avail");
    add(
        "seccomp",
        actions != null,
        actions == null ? "" : actions.trim(),
        "this kernel was built without CONFIG_SECCOMP_FILTER");
    long missing = Capabilities.ALL & ~machine.credentials().boundingSet();
    add(
        "all capabilities",
        missing == 0 || machine.credentials().userId() != 0,
        "",
        "not in this process's bounding set: "
            + String.join(" ", Capabilities.names(missing))
            + "; what needs them fails with --userns host");
  }

  private void users() {
    boolean helpers = files.exists("/usr/bin/newuidmap") && files.exists("/usr/bin/newgidmap");
    add(
        "newuidmap",
        helpers,
        "",
        "install the package uidmap (shadow-utils): users then get more ids than their own");
    int lent = new FactsReader(session.machine()).defaultMappings(true).size();
    boolean root = machine.credentials().userId() == 0;
    add(
        "subordinate ids",
        root || lent > 1,
        "",
        "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER");
  }

  private void tools() {
    for (String name : List.of("tar", "xz", "zstd")) {
      boolean there = files.exists("/usr/bin/" + name) || files.exists("/bin/" + name);
      add(
          name,
          there,
          session.say("for ROOT from an archive", "para ROOT a partir de um arquivo"),
          "install the package " + name);
    }
  }
}
