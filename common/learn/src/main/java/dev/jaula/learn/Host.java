package dev.jaula.learn;

/**
 * What the commands of the tutorial must know of this machine and this user.
 *
 * @param unified cgroup v2
 * @param base the cgroup below which containers are made, such as {@code /jaula}; empty for none
 * @param remedy how this user gets one, when there is none
 * @param cpu where the hierarchy with the controller is mounted
 * @param account v1's cpuacct; the same as cpu on v2
 */
public record Host(
    boolean isRoot,
    boolean unified,
    String base,
    String remedy,
    String cpu,
    String account,
    String memory) {

  /** A container's cgroup, as {@code jaula cgroup} takes it. */
  String cgroup(String name) {
    return base.substring(Math.min(1, base.length())) + "/" + name;
  }

  /**
   * A cgroup that is not a container's: where the tutorial makes it, or as near as this user may.
   */
  String free(String name) {
    return isRoot ? name : cgroup(name);
  }

  /** A file of the cpu controller by its names in v2 and v1. */
  String cpuFile(String cgroup, String v2, String v1) {
    return cpu + "/" + cgroup + "/" + (unified ? v2 : v1);
  }

  /** The file with the processor time used so far. */
  String usageFile(String cgroup) {
    return account + "/" + cgroup + "/" + (unified ? "cpu.stat" : "cpuacct.usage");
  }

  String memoryFile(String cgroup, String v2, String v1) {
    return memory + "/" + cgroup + "/" + (unified ? v2 : v1);
  }

  /** A file of the memory controller as the container itself sees it. */
  String memoryInside(String v2, String v1) {
    return "/sys/fs/cgroup/" + (unified ? v2 : "memory/" + v1);
  }
}
