/** A client of the OCI distribution protocol. */
@org.jspecify.annotations.NullMarked
package dev.jaula.registry;
