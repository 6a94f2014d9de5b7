/** The OCI runtime's command line: one class per verb. */
@org.jspecify.annotations.NullMarked
package dev.jaula.runtime;
