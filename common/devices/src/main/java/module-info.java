/** Which devices a container may use: ordered rules to v1 writes, or to an eBPF program on v2. */
@org.jspecify.annotations.NullMarked
module dev.jaula.devices {
  requires static org.jspecify;
  requires transitive dev.jaula.cgroup;
  requires transitive dev.jaula.spec;

  exports dev.jaula.devices;
}
