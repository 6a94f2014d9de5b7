/** What containers use, as tables and as a full screen: pure functions from samples to text. */
@org.jspecify.annotations.NullMarked
module dev.jaula.see {
  requires static org.jspecify;
  requires transitive dev.jaula.args;
  requires transitive dev.jaula.cgroup;

  exports dev.jaula.see;
}
