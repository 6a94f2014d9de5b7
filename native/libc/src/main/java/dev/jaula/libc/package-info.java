/** The native host: TeaVM's binding of the kernel seam to libc. */
@org.jspecify.annotations.NullMarked
package dev.jaula.libc;
