/** A strict JSON reader and writer over a sealed JsonValue (RFC 8259). */
@org.jspecify.annotations.NullMarked
package dev.jaula.json;
