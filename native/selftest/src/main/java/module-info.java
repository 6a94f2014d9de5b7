/** A second native program, not shipped: it shows that native Java is Java. */
@org.jspecify.annotations.NullMarked
module dev.jaula.selftest {
  requires static org.jspecify;
  requires dev.jaula.libc;
  requires dev.jaula.linux;
  requires static teavm.interop;
}
