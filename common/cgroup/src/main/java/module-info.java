/** Control groups v1, v2 and hybrid: resources to file writes, and statistics back. */
@org.jspecify.annotations.NullMarked
module dev.jaula.cgroup {
  requires static org.jspecify;
  requires transitive dev.jaula.linux;
  requires transitive dev.jaula.json;

  exports dev.jaula.cgroup;
}
