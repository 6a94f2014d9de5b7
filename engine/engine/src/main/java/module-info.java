/** The engine: the verbs of jaula that need a JVM. */
@org.jspecify.annotations.NullMarked
module dev.jaula.engine {
  requires static org.jspecify;
  requires dev.jaula.args;
  requires dev.jaula.handover;
  requires dev.jaula.json;
  requires dev.jaula.linux;
  requires dev.jaula.foreign;
  requires dev.jaula.archive;
  requires dev.jaula.format;
  requires dev.jaula.image;
  requires dev.jaula.registry;
  requires dev.jaula.layer;
  requires dev.jaula.bootstrap;
}
