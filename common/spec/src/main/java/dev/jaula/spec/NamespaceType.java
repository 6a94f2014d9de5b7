package dev.jaula.spec;

/** The kinds of namespace (man 7 namespaces) with the names of the spec and of /proc/PID/ns. */
public enum NamespaceType {
  USER("user", "user", 0x10000000),
  MOUNT("mount", "mnt", 0x20000),
  PID("pid", "pid", 0x20000000),
  NETWORK("network", "net", 0x40000000),
  UTS("uts", "uts", 0x4000000),
  IPC("ipc", "ipc", 0x8000000),
  CGROUP("cgroup", "cgroup", 0x2000000),
  TIME("time", "time", 0x80);

  private final String specName;
  private final String procName;
  private final int flag;

  NamespaceType(String specName, String procName, int flag) {
    this.specName = specName;
    this.procName = procName;
    this.flag = flag;
  }

  /** As in config.json. */
  public String specName() {
    return specName;
  }

  /** As in /proc/PID/ns. */
  public String procName() {
    return procName;
  }

  /** The CLONE_NEW flag. */
  public int flag() {
    return flag;
  }
}
