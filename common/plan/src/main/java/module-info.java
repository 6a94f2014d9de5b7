/**
 * The planner: a pure function from a spec and facts of the host to steps; and the steps explained.
 */
@org.jspecify.annotations.NullMarked
module dev.jaula.plan {
  requires static org.jspecify;
  requires transitive dev.jaula.spec;
  requires dev.jaula.devices;
  requires transitive dev.jaula.cgroup;
  requires transitive dev.jaula.seccomp;
  requires transitive dev.jaula.linux;
  requires transitive dev.jaula.json;

  exports dev.jaula.plan;
}
