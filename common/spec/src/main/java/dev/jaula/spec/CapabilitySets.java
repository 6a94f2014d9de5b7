package dev.jaula.spec;

/** The five capability sets (man 7 capabilities), bit n for capability n. */
public record CapabilitySets(
    long bounding, long effective, long inheritable, long permitted, long ambient) {
  /** What a container of root gets: inheritable and ambient stay empty (CVE-2022-24769). */
  public static CapabilitySets of(long capabilities) {
    return new CapabilitySets(capabilities, capabilities, 0, capabilities, 0);
  }
}
