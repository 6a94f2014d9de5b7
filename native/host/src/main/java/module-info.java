/** What this machine is and keeps: facts for the planner, compiled filters, id maps. */
@org.jspecify.annotations.NullMarked
module dev.jaula.host {
  requires static org.jspecify;
  requires dev.jaula.json;
  requires transitive dev.jaula.perform;

  exports dev.jaula.host;
}
