/** A strict JSON reader and writer over a sealed JsonValue (RFC 8259). */
@org.jspecify.annotations.NullMarked
module dev.jaula.json {
  requires static org.jspecify;

  exports dev.jaula.json;
}
