package dev.jaula.runtime;

import dev.jaula.linux.Files;
import dev.jaula.spec.Process;
import org.jspecify.annotations.Nullable;

/** Refuses labels of a security module that the kernel does not have: nothing would be confined. */
final class Labels {
  private static final String UNCONFINED = "unconfined";

  private Labels() {}

  static void check(Files files, Process process, @Nullable String mountLabel) {
    @Nullable String profile = process.apparmorProfile();
    if (profile != null && !profile.equals(UNCONFINED) && !hasAppArmor(files)) {
      throw new OciException(
          "process.apparmorProfile: \""
              + profile
              + "\" cannot be applied: AppArmor is not enabled in this kernel; remove it, or boot"
              + " with security=apparmor");
    }
    if (process.selinuxLabel() != null) {
      needSelinux(files, "process.selinuxLabel", process.selinuxLabel());
    }
    if (mountLabel != null) {
      needSelinux(files, "linux.mountLabel", mountLabel);
    }
  }

  /** Without profiles, what is unconfined is what it would be anyway. */
  static Process known(Files files, Process process) {
    return UNCONFINED.equals(process.apparmorProfile()) && !hasAppArmor(files)
        ? process.withoutProfile()
        : process;
  }

  private static void needSelinux(Files files, String member, String label) {
    @Nullable String known = files.tryRead("/proc/filesystems");
    if (known == null || !known.contains("\tselinuxfs\n")) {
      throw new OciException(
          member
              + ": \""
              + label
              + "\" cannot be applied: SELinux is not enabled in this kernel; remove it, or boot"
              + " with selinux=1");
    }
    // until a policy is there the kernel takes any label for that of its own, "kernel"
    @Nullable String own = files.tryRead("/proc/self/attr/current");
    if (own != null && own.indexOf(':') < 0) {
      throw new OciException(
          member
              + ": \""
              + label
              + "\" cannot be applied: SELinux has no policy yet; load one, or remove it");
    }
  }

  private static boolean hasAppArmor(Files files) {
    @Nullable String enabled = files.tryRead("/sys/module/apparmor/parameters/enabled");
    return enabled != null && enabled.startsWith("Y");
  }
}
