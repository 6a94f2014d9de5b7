/** Images as archives: those of docker, of OCI, and root file systems. */
@org.jspecify.annotations.NullMarked
package dev.jaula.archive;
