/** A client of the OCI distribution protocol. */
@org.jspecify.annotations.NullMarked
module dev.jaula.registry {
  requires static org.jspecify;
  requires java.net.http;
  requires dev.jaula.json;
  requires dev.jaula.image;

  exports dev.jaula.registry;
}
