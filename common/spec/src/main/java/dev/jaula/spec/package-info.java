/** OCI runtime-spec records, their JSON codec, and validation that names the bad field. */
@org.jspecify.annotations.NullMarked
package dev.jaula.spec;
