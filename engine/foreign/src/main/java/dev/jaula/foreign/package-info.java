/** The kernel seam on a JVM: Syscalls over java.lang.foreign. */
@org.jspecify.annotations.NullMarked
package dev.jaula.foreign;
