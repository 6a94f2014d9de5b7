package dev.jaula.cgroup;

/** How a host mounts its control groups (man 7 cgroups). */
public enum Version {
  /** One hierarchy per controller. */
  V1("v1"),
  /** One unified hierarchy with every controller. */
  V2("v2"),
  /** Controllers in v1 hierarchies, and a unified one beside them at {@code unified}. */
  HYBRID("hybrid");

  private final String text;

  Version(String text) {
    this.text = text;
  }

  /** {@code v1}, {@code v2} or {@code hybrid}. */
  public String text() {
    return text;
  }
}
