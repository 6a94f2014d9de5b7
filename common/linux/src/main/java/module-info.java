/**
 * The kernel seam: raw system calls and memory behind one interface, and typed wrappers over them.
 */
@org.jspecify.annotations.NullMarked
module dev.jaula.linux {
  requires static org.jspecify;

  exports dev.jaula.linux;
}
