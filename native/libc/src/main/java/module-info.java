/** The native host: TeaVM's binding of the kernel seam to libc. */
@org.jspecify.annotations.NullMarked
module dev.jaula.libc {
  requires static org.jspecify;
  requires transitive dev.jaula.linux;
  requires static teavm.interop;

  exports dev.jaula.libc;
}
