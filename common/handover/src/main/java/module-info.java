/** What the native {@code jaula} and the engine on the JVM tell each other. */
@org.jspecify.annotations.NullMarked
module dev.jaula.handover {
  requires static org.jspecify;
  requires transitive dev.jaula.args;
  requires transitive dev.jaula.json;

  exports dev.jaula.handover;
}
