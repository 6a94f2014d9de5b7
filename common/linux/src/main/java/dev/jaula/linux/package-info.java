/**
 * The kernel seam: raw system calls and memory behind one interface, and typed wrappers over them.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.linux;
