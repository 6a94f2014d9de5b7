/** Seccomp rules and their compiler to classic BPF, a balanced tree per architecture. */
@org.jspecify.annotations.NullMarked
module dev.jaula.seccomp {
  requires static org.jspecify;
  requires dev.jaula.linux;

  exports dev.jaula.seccomp;
}
