/** The kernel seam on a JVM: Syscalls over java.lang.foreign. */
@org.jspecify.annotations.NullMarked
module dev.jaula.foreign {
  requires static org.jspecify;
  requires dev.jaula.linux;

  exports dev.jaula.foreign;
}
