/** The interpreter that performs the steps of a plan, and undoes them when one fails. */
@org.jspecify.annotations.NullMarked
module dev.jaula.perform {
  requires static org.jspecify;
  requires transitive dev.jaula.plan;
  requires transitive dev.jaula.spec;
  requires transitive dev.jaula.cgroup;
  requires transitive dev.jaula.seccomp;
  requires transitive dev.jaula.linux;
  requires transitive dev.jaula.json;

  exports dev.jaula.perform;
}
